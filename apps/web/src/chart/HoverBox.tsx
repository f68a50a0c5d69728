import { ArmSwatch } from "./ArmSwatch";
import type { RunColumns } from "./columns";
import type { ChartLine } from "./lines";
import type { Hover } from "./plot";
import type { ChartTab } from "./tabs";

export interface HoverBoxProps {
  columns: RunColumns;
  lines: readonly ChartLine[];
  tab: ChartTab;
  hover: Hover;
  pointed?: string;
  /** The pointer is in the right half, so the box is on its left. */
  onLeft: boolean;
}

/** The values of the measured round under the pointer, the largest first, as the lines lie. */
export function HoverBox({ columns, lines, tab, hover: { at, x, y }, pointed, onLeft }: HoverBoxProps) {
  const rows = lines
    .map((line) => ({ ...line, value: line.values[at] ?? undefined }))
    .sort((a, b) => (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY));
  return (
    <div
      className="hover-box"
      data-side={onLeft ? "left" : "right"}
      style={{ "--x": `${x}px`, "--y": `${y}px` } as React.CSSProperties}
    >
      <p>Round {columns.rounds[at]}</p>
      <ul>
        {rows.map(({ label, name, look, value }) => (
          <li key={label} data-pointed={lines.length > 1 && label === pointed}>
            {look.mark !== undefined && <ArmSwatch look={{ ...look, mark: look.mark }} />}
            <span>{name}</span>
            <span className="tabular">{value === undefined ? "–" : tab.format(value)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
