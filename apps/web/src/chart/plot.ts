/** uPlot's options for a chart of arms. `marks.ts` draws the rest on its canvas. */
import type uPlot from "uplot";
import { type ArmStyle, MEAN_STYLE } from "./armStyle";
import { armShortTitle } from "./armTitle";
import type { Flag } from "./flags";
import { drawEndLabels, drawFlags, endLabelFont } from "./marks";
import type { ChartSeries } from "./series";
import type { ChartTab } from "./tabs";

export interface PlotTheme {
  ink: string;
  muted: string;
  line: string;
  panel: string;
  font: string;
  color(name: string): string;
}

export function readTheme(element: Element): PlotTheme {
  const style = getComputedStyle(element);
  const color = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: color("--ink"),
    muted: color("--muted"),
    line: color("--line"),
    panel: color("--panel"),
    font: style.fontFamily,
    color,
  };
}

export interface PlotInput {
  series: ChartSeries;
  looks: readonly ArmStyle[];
  flags(): readonly Flag[];
  axis: ChartTab["axis"];
  /** Formats the value at a line's end. */
  format(value: number): string;
  width: number;
  height: number;
  theme: PlotTheme;
  onHover(index: number | undefined): void;
}

const NARROW = 520;

export function plotOptions(input: PlotInput): uPlot.Options {
  const { series, theme, width, height, format } = input;
  const { log, max } = input.axis;
  const roomy = width >= NARROW;
  const axis = {
    stroke: theme.muted,
    font: `12px ${theme.font}`,
    grid: { stroke: theme.line, width: 1 },
    ticks: { stroke: theme.line, width: 1, size: 5 },
  };
  return {
    width,
    height,
    padding: [46, roomy ? labelSpace(input) : 16, 0, 0],
    legend: { show: false },
    cursor: { points: { size: 7 }, drag: { x: true, y: false } },
    scales: {
      x: { time: false, range: (_plot, low, high) => [low, Math.max(high, low + 1)] },
      y: log ? { distr: 3 } : { range: (_plot, _low, high) => [0, max ?? (high > 0 ? high * 1.1 : 1)] },
    },
    axes: [
      {
        ...axis,
        size: 34,
        space: 60,
        incrs: [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000, 10_000],
      },
      {
        ...axis,
        size: 58,
        values: (_plot, values) => values.map((v) => (v === null ? "" : input.axis.format(v))),
      },
    ],
    series: [
      {},
      ...series.lines.map(({ label, arm }) => {
        const { color, dash, width } = arm === undefined ? MEAN_STYLE : input.looks[arm];
        return {
          label: armShortTitle(label),
          stroke: theme.color(color),
          width,
          dash: [...dash],
          spanGaps: true,
          points: { show: false },
        };
      }),
    ],
    hooks: {
      draw: [
        (plot) => drawFlags(plot, input.flags(), theme),
        (plot) => roomy && drawEndLabels(plot, theme, format),
      ],
      setCursor: [(plot) => input.onHover(plot.cursor.idx ?? undefined)],
    },
  };
}

/** The width of the longest name followed by a value. */
function labelSpace({ series, theme, format, axis: { max }, width }: PlotInput): number {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return 0;
  context.font = endLabelFont(theme, 1);
  const value = format(max === undefined ? -8.8e-10 : 0.888 * max);
  const widths = series.lines.map(
    ({ label }) => context.measureText(`${armShortTitle(label)} ${value}`).width,
  );
  return Math.min(width / 3, Math.max(0, ...widths) + 22);
}
