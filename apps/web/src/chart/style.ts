/** How lines look on the picture: an arm's style with the theme's colours. Pure. */
import type { ChartLine } from "./lines";
import { markPath } from "./markPath";
import { type Glyph, RING } from "./shapes";
import type { ChartTheme } from "./theme";

export const MARK_RADIUS = 4.5;

export interface LineStyle {
  color: string;
  width: number;
  dash: readonly number[];
  mark: Pick<Glyph, "path" | "fill" | "stroke" | "width">;
  alpha: number;
}

/** With more lines than these, those that nobody points at are faded. */
const CROWDED = 5;
const FADED = 0.35;

export function lineStyles(
  lines: readonly ChartLine[],
  theme: ChartTheme,
  pointed: string | undefined,
): Map<string, LineStyle> {
  const fade = lines.length > CROWDED && lines.some(({ label }) => label === pointed);
  return new Map(
    lines.map(({ label, look: { color, dash, mark, width } }) => {
      const painted = theme.color(color);
      const style: LineStyle = {
        color: painted,
        width,
        dash,
        mark: {
          path: mark === undefined ? RING : markPath(mark, 0, 0, 1),
          fill: painted,
          stroke: theme.panel,
          width: 1,
        },
        alpha: fade && label !== pointed ? FADED : 1,
      };
      return [label, style];
    }),
  );
}
