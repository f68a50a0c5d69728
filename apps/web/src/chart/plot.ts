/** uPlot draws the axes and the lines, and follows the mouse. The rest is painted on its canvas as shapes. */
import uPlot from "uplot";
import { type Range, roundTicks, tickText, valueTicks } from "./axes";
import { canvasMeasure, paint } from "./canvas";
import type { RunColumns } from "./columns";
import { type EndLabel, endLabels, labelSpace } from "./endLabels";
import { placeFlags } from "./flagRow";
import type { Flag } from "./flags";
import { type LayerInput, overLines, underLines } from "./layers";
import { type ChartArm, type ChartLine, nearestMeasured } from "./lines";
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
}

/** A measured round under the pointer, and the pointer's place in the plot's element. */
export interface Hover {
  at: number;
  x: number;
  y: number;
}

export interface PlotEvents {
  onHover(hover: Hover | undefined): void;
  onZoom(range: Range): void;
  onWhole(): void;
}

export interface OpenPlot {
  /** Draws what has changed. */
  update(): void;
  resize(width: number, height: number): void;
  /** What was drawn last. */
  drawn(): { view: View; ends: readonly EndLabel[] };
  destroy(): void;
}

/** Narrower charts have a legend instead of labels at the lines' ends. */
export const NARROW = 520;
const LEAST_DRAG = 8;

export function openPlot(
  host: HTMLElement,
  width: number,
  height: number,
  input: () => PlotInput,
  events: PlotEvents,
): OpenPlot {
  const { tab, lines, theme } = input();
  const measure = canvasMeasure(theme.font);
  const rightOf = (plot: uPlot) =>
    plot.width >= NARROW ? labelSpace(lines, tab, plot.width, measure) : SPACE.narrowRight;
  let layers: LayerInput | undefined;

  const prepare = (plot: uPlot): LayerInput => {
    const now = input();
    const view = viewOf(plot, now);
    const { columns, lines } = now;
    const roomy = plot.width >= NARROW;
    layers = {
      ...now,
      styles: lineStyles(lines, now.theme, now.pointed),
      view,
      flags: placeFlags(now.flags, view, plot.width, measure),
      ends: roomy ? endLabels(columns, lines, tab, view, plot.width, measure) : [],
    };
    return layers;
  };
  const snap = (plot: uPlot, left: number): number | undefined => {
    const { columns, lines } = input();
    const at = nearestMeasured(columns, lines, plot.posToVal(left, "x"));
    if (at === undefined) return undefined;
    const { min = 0, max = 0 } = plot.scales.x;
    return columns.rounds[at] < min || columns.rounds[at] > max ? undefined : at;
  };

  const axis = {
    stroke: () => input().theme.muted,
    font: `12px ${theme.font}`,
    grid: { stroke: () => input().theme.line, width: 1 },
    ticks: { show: false },
    filter: (_plot: uPlot, ticks: number[]) => ticks,
  };
  const plot = new uPlot(
    {
      width,
      height,
      padding: [SPACE.top, rightOf, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        points: { size: 9, width: 2 },
        drag: { x: true, y: false, setScale: false, dist: LEAST_DRAG },
        move: (self, left, top) => {
          const at = left < 0 ? undefined : snap(self, left);
          return [at === undefined ? left : self.valToPos(input().columns.rounds[at], "x"), top];
        },
        bind: {
          dblclick: () => () => {
            events.onWhole();
            return null;
          },
        },
      },
      scales: {
        x: { time: false, range: () => [...roundRange(input().columns, input().ghost, input().zoom)] },
        y: {
          distr: tab.axis.kind === "log" ? 3 : 1,
          range: () => [...valueRange(tab.axis, input().lines)],
        },
      },
      axes: [
        {
          ...axis,
          size: SPACE.bottom,
          gap: 6,
          splits: (self, _axis, min, max) => roundTicks([min, max], self.width - SPACE.left - rightOf(self)),
          values: (_self, ticks) => ticks.map(String),
        },
        {
          ...axis,
          size: SPACE.left,
          gap: 8,
          splits: (self, _axis, min, max) =>
            valueTicks(tab.axis, [min, max], self.height - SPACE.top - SPACE.bottom),
          values: (_self, ticks) => ticks.map((tick) => tickText(tab.axis, tick)),
        },
      ],
      series: [
        {},
        ...lines.map((line) => {
          const style = () => lineStyles([line], input().theme, undefined).get(line.label)!;
          const { width, dash } = style();
          return {
            label: line.label,
            stroke: () => style().color,
            width,
            dash: [...dash],
            spanGaps: true,
            points: { show: false },
          };
        }),
      ],
      hooks: {
        drawAxes: [(self) => paintShapes(self, underLines(prepare(self)), theme.font)],
        draw: [(self) => paintShapes(self, overLines(layers ?? prepare(self)), theme.font)],
        setCursor: [
          (self) => {
            const { left = -1, top = -1 } = self.cursor;
            const at = left < 0 ? undefined : snap(self, left);
            const { offsetLeft, offsetTop } = self.over;
            events.onHover(at === undefined ? undefined : { at, x: left + offsetLeft, y: top + offsetTop });
          },
        ],
        setSelect: [
          (self) => {
            const { left, width } = self.select;
            if (width < LEAST_DRAG) return;
            events.onZoom([self.posToVal(left, "x"), self.posToVal(left + width, "x")]);
            self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
          },
        ],
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

function viewOf(plot: uPlot, { tab }: PlotInput): View {
  const { left, top, width, height } = plot.bbox;
  const scale = plot.ctx.canvas.width / plot.width;
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
    axis: tab.axis,
  };
}

function paintShapes(plot: uPlot, shapes: Parameters<typeof paint>[1], font: string): void {
  const scale = plot.ctx.canvas.width / plot.width;
  plot.ctx.save();
  plot.ctx.scale(scale, scale);
  paint(plot.ctx, shapes, font);
  plot.ctx.restore();
}
