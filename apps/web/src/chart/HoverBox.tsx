import { ArmSwatch } from "./ArmSwatch";
import type { RunColumns } from "./columns";
import type { ChartLine } from "./lines";
import type { Hover } from "./plotPointer";
import type { ChartTab } from "./tabs";

export interface HoverBoxProps {
  columns: RunColumns;
  lines: readonly ChartLine[];
  tab: ChartTab;
  hover: Hover;
  pointed?: string;
  /** The plot's size in CSS pixels: the box stays inside where it fits. */
  size: { width: number; height: number };
}

const HEAD = 34;
const ROW = 19;

/** The values of the measured round under the pointer, largest first, in the order of the lines. */
export function HoverBox({ columns, lines, tab, hover: { at, x, y }, pointed, size }: HoverBoxProps) {
  const rows = lines
    .map((line) => ({ ...line, value: line.values[at] ?? undefined }))
    .sort((a, b) => (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY));
  const top = Math.max(0, Math.min(y + 12, size.height - HEAD - ROW * rows.length));
  return (
    <div
      className="hover-box"
      data-side={x > size.width / 2 ? "left" : "right"}
      style={{ insetInlineStart: x, insetBlockStart: top }}
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
