/** The chart on the screen: uPlot draws the axes and the lines, and the rest is painted on its canvas as shapes. */
import uPlot from "uplot";
import type { Range } from "./axes";
import { canvasMeasure, paint } from "./canvas";
import type { RunColumns } from "./columns";
import { type EndLabel, endLabels, labelSpace } from "./endLabels";
import { placeFlags } from "./flagRow";
import type { Flag } from "./flags";
import { type LayerInput, overLines, underLines } from "./layers";
import type { ChartArm, ChartLine } from "./lines";
import { axesOptions, seriesOptions } from "./plotOptions";
import { cursorOptions, type PlotEvents, pointerHooks } from "./plotPointer";
import type { Shape } from "./shapes";
import { lineStyles } from "./style";
import type { ChartTab } from "./tabs";
import type { ChartTheme } from "./theme";
import { roundRange, SPACE, type View, valueRange } from "./view";

/** What the plot shows now. It reads this whenever it draws. */
export interface PlotInput {
  columns: RunColumns;
  lines: readonly ChartLine[];
  arms: readonly ChartArm[];
  ghost?: RunColumns;
  flags: readonly Flag[];
  tab: ChartTab;
  classes?: number;
  zoom?: Range;
  pointed?: string;
  theme: ChartTheme;
  /** CSS pixels per unit of the drawing: more than 1 where texts are read from afar. */
  unit: number;
}

export interface OpenPlot {
  /** Draws what has changed. */
  update(): void;
  /** In CSS pixels. */
  resize(width: number, height: number): void;
  /** What was drawn last, in units. */
  drawn(): { view: View; ends: readonly EndLabel[] };
  destroy(): void;
}

/** Narrower charts, in CSS pixels, have a legend instead of labels at the lines' ends. */
const NARROW = 520;
/** The width of the chip that ends a zoom, at the right end of the row of flags, in CSS pixels. */
const CHIP = 200;

export function openPlot(
  host: HTMLElement,
  width: number,
  height: number,
  input: () => PlotInput,
  events: PlotEvents,
): OpenPlot {
  const { tab, lines, theme, unit } = input();
  const measure = canvasMeasure(theme.font);
  const rightOf = ({ width }: uPlot) =>
    unit * (width >= NARROW ? labelSpace(lines, tab, width / unit, measure) : SPACE.narrowRight);

  let layers: LayerInput | undefined;
  const prepare = (plot: uPlot): LayerInput => {
    const now = input();
    const view = viewOf(plot, tab, unit);
    const right = plot.width / unit;
    layers = {
      ...now,
      view,
      styles: lineStyles(now.lines, now.theme, now.pointed),
      flags: placeFlags(now.flags, view, now.zoom ? right - CHIP / unit : right, measure),
      ends: plot.width >= NARROW ? endLabels(now.columns, now.lines, tab, view, right, measure) : [],
    };
    return layers;
  };
  const paintOn = (plot: uPlot, shapes: readonly Shape[]) => {
    const scale = pixelRatio(plot) * unit;
    plot.ctx.save();
    plot.ctx.scale(scale, scale);
    paint(plot.ctx, shapes, theme.font);
    plot.ctx.restore();
  };

  const plot = new uPlot(
    {
      width,
      height,
      padding: [SPACE.top * unit, rightOf, 0, 0],
      legend: { show: false },
      cursor: cursorOptions(input, events),
      scales: {
        x: { time: false, range: () => [...roundRange(input().columns, input().ghost, input().zoom)] },
        y: {
          distr: tab.axis.kind === "log" ? 3 : 1,
          range: () => [...valueRange(tab.axis, input().lines)],
        },
      },
      axes: axesOptions(input, rightOf),
      series: seriesOptions(input),
      hooks: {
        drawAxes: [(self) => paintOn(self, underLines(prepare(self)))],
        draw: [(self) => paintOn(self, overLines(layers ?? prepare(self)))],
        ...pointerHooks(input, events),
      },
    },
    dataOf(input()),
    host,
  );

  let shown = input();
  return {
    update() {
      const now = input();
      const styles = lineStyles(now.lines, now.theme, now.pointed);
      plot.series.forEach((series, i) => {
        if (i > 0) series.alpha = styles.get(now.lines[i - 1]?.label)?.alpha ?? 1;
      });
      const moved = now.columns !== shown.columns || now.ghost !== shown.ghost || now.zoom !== shown.zoom;
      shown = now;
      if (moved) plot.setData(dataOf(now));
      else plot.redraw(false, true);
    },
    resize: (width, height) => plot.setSize({ width, height }),
    drawn: () => {
      const { view, ends } = layers ?? prepare(plot);
      return { view, ends };
    },
    destroy: () => plot.destroy(),
  };
}

/** Before the first round, uPlot gets one empty round, so that it draws its axes. */
function dataOf({ columns, lines }: PlotInput): uPlot.AlignedData {
  if (columns.length === 0) return [[0], ...lines.map(() => [null])];
  return [columns.rounds, ...lines.map(({ values }) => values as (number | null)[])];
}

function viewOf(plot: uPlot, { axis }: ChartTab, unit: number): View {
  const { left, top, width, height } = plot.bbox;
  const scale = pixelRatio(plot) * unit;
  const { x, y } = plot.scales;
  return {
    frame: {
      left: left / scale,
      top: top / scale,
      right: (left + width) / scale,
      bottom: (top + height) / scale,
    },
    rounds: [x.min ?? 0, x.max ?? 1],
    values: [y.min ?? 0, y.max ?? 1],
    axis,
  };
}

const pixelRatio = (plot: uPlot) => plot.ctx.canvas.width / plot.width;
