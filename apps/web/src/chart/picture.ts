/** The whole chart as shapes, with its background, title, axes and lines: what PNG and SVG show. Pure. */

import type { Range } from "./axes";
import { roundTicks, tickText, valueTicks } from "./axes";
import type { RunColumns } from "./columns";
import { endLabels, labelSpace } from "./endLabels";
import { placeFlags } from "./flagRow";
import { chartFlags } from "./flags";
import { type LayerInput, overLines, underLines } from "./layers";
import type { Measure } from "./layout";
import { type ChartArm, linesOf } from "./lines";
import type { Shape } from "./shapes";
import { lineStyles } from "./style";
import type { ChartTab } from "./tabs";
import type { ChartTheme } from "./theme";
import { frameOf, linePoints, roundRange, roundX, SPACE, type View, valueRange, valueY } from "./view";

export interface PictureInput {
  columns: RunColumns;
  arms: readonly ChartArm[];
  ghost?: RunColumns;
  tab: ChartTab;
  classes?: number;
  zoom?: Range;
  title: string;
  width: number;
  height: number;
  theme: ChartTheme;
  measure: Measure;
}

const TITLE = 36;
const MARGIN = 12;

export function pictureShapes(input: PictureInput): Shape[] {
  const { columns, arms, ghost, tab, zoom, title, width, height, theme, measure } = input;
  const lines = linesOf(columns, arms, tab);
  const right = width - MARGIN;
  const { left, ...edges } = frameOf(
    width,
    height - MARGIN,
    labelSpace(lines, tab, width, measure) + MARGIN,
    TITLE + MARGIN + SPACE.top,
  );
  const frame = { ...edges, left: left + MARGIN };
  const view: View = {
    frame,
    rounds: roundRange(columns, ghost, zoom),
    values: valueRange(tab.axis, lines),
    axis: tab.axis,
  };
  const styles = lineStyles(lines, theme, undefined);
  const layers: LayerInput = {
    ...input,
    lines,
    styles,
    view,
    flags: placeFlags(chartFlags(columns.flags), view, right, measure),
    ends: endLabels(columns, lines, tab, view, right, measure),
  };
  return [
    { kind: "box", x: 0, y: 0, width, height, color: theme.panel },
    {
      kind: "text",
      x: MARGIN + 4,
      y: MARGIN + TITLE / 2 - 4,
      text: title,
      size: 16,
      weight: 650,
      color: theme.ink,
    },
    ...axisShapes(view, theme),
    ...underLines(layers),
    ...lines.map((line): Shape => {
      const { color, width, dash } = styles.get(line.label)!;
      return { kind: "line", points: linePoints(view, columns, line), color, width, dash, clip: frame };
    }),
    ...overLines(layers),
  ];
}

function axisShapes(view: View, theme: ChartTheme): Shape[] {
  const { frame, rounds, values, axis } = view;
  const { left, right, top, bottom } = frame;
  const grid = (points: number[]): Shape => ({ kind: "line", points, color: theme.line, width: 1 });
  const label = (x: number, y: number, text: string, anchor: "middle" | "end"): Shape => ({
    kind: "text",
    x,
    y,
    text,
    size: 12,
    weight: 400,
    color: theme.muted,
    anchor,
  });
  const across = roundTicks(rounds, right - left);
  return [
    ...across.flatMap((round) => {
      const x = roundX(view, round);
      return [grid([x, top, x, bottom]), label(x, bottom + 13, String(round), "middle")];
    }),
    ...valueTicks(axis, values, bottom - top).flatMap((value) => {
      const y = valueY(view, value);
      return [grid([left, y, right, y]), label(left - 8, y, tickText(axis, value), "end")];
    }),
  ];
}
