import { useEffect, useLayoutEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { readTheme, watchTheme } from "../chart/theme";

export interface BoundChartProps {
  /** Batch sizes, increasing, and the bound at each. */
  sizes: readonly number[];
  bounds: readonly number[];
  best: { whole: number; bound: number };
  /** Runs at their batch sizes, as far as they are known. */
  points: readonly { batchSize: number; value: number }[];
}

const HEIGHT = 240;

/** A picture of one bound, on scales of powers; the page's text and table have its numbers. */
export function BoundChart(props: BoundChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const shown = useRef(props);
  shown.current = props;
  const { sizes, bounds, best, points } = props;

  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const open = () => {
      plot.current?.destroy();
      plot.current = new uPlot(
        options(element, () => shown.current),
        dataOf(shown.current),
        element,
      );
    };
    open();
    const observer = new ResizeObserver(() =>
      plot.current?.setSize({ width: element.clientWidth, height: HEIGHT }),
    );
    observer.observe(element);
    const unwatch = watchTheme(open);
    return () => {
      unwatch();
      observer.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the plot reads them all from `shown`
  useEffect(() => plot.current?.setData(dataOf(shown.current)), [sizes, bounds, best.whole, points]);
  return <div ref={host} className="bound-chart" aria-hidden="true" />;
}

const dataOf = ({ sizes, bounds }: BoundChartProps): uPlot.AlignedData => [[...sizes], [...bounds]];

function options(element: HTMLElement, shown: () => BoundChartProps): uPlot.Options {
  const theme = readTheme(element);
  const axis: uPlot.Axis = {
    stroke: theme.muted,
    font: `12px ${theme.font}`,
    grid: { stroke: theme.line, width: 1 },
    ticks: { show: false },
    filter: (_plot, ticks) => ticks,
  };
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, distr: 3, log: 2, range: (_plot, min, max) => [min, max] },
      y: { distr: 3, range: (_plot, min, max) => valueRange(shown(), min, max) },
    },
    axes: [
      { ...axis, size: 28, splits: (_plot, _axis, min, max) => every(powers(2, min, max), 9), values: texts },
      { ...axis, size: 56, splits: (_plot, _axis, min, max) => valueTicks(min, max), values: texts },
    ],
    series: [{}, { stroke: theme.ink, width: 2.5, points: { show: false } }],
    hooks: { draw: [(plot) => drawOver(plot, shown(), theme)] },
  };
}

/** Room for the curve and for the measured points, between two round numbers. */
function valueRange({ points }: BoundChartProps, min: number, max: number): [number, number] {
  const values = points.map(({ value }) => value).filter((value) => value > 0);
  const [low, high] = [Math.min(min, ...values), Math.max(max, ...values)];
  return [roundNumber(low / 1.1, "below"), roundNumber(high * 1.1, "above")];
}

/** The best batch size as a dashed line with a ring, and each run as a diamond. */
function drawOver(plot: uPlot, { best, points }: BoundChartProps, theme: ReturnType<typeof readTheme>): void {
  const { ctx, bbox } = plot;
  const unit = devicePixelRatio;
  const at = (B: number, value: number) =>
    [plot.valToPos(B, "x", true), plot.valToPos(value, "y", true)] as const;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left - 8 * unit, bbox.top - 8 * unit, bbox.width + 16 * unit, bbox.height + 16 * unit);
  ctx.clip();
  ctx.strokeStyle = theme.ink;
  ctx.fillStyle = theme.panel;
  ctx.lineWidth = 1.5 * unit;
  const [x, y] = at(best.whole, best.bound);
  ctx.setLineDash([4 * unit, 4 * unit]);
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineWidth = 2.5 * unit;
  ctx.beginPath();
  ctx.arc(x, y, 5 * unit, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  ctx.strokeStyle = theme.color("--arm-1");
  for (const { batchSize, value } of points) {
    const [px, py] = at(batchSize, value);
    ctx.beginPath();
    ctx.moveTo(px, py - 6 * unit);
    ctx.lineTo(px + 6 * unit, py);
    ctx.lineTo(px, py + 6 * unit);
    ctx.lineTo(px - 6 * unit, py);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

function powers(base: number, min: number, max: number): number[] {
  const from = Math.ceil(Math.log(min) / Math.log(base) - 1e-9);
  const to = Math.floor(Math.log(max) / Math.log(base) + 1e-9);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => base ** (from + i));
}

/** The nearest of 1, 2 and 5 times a power of ten. */
function roundNumber(value: number, side: "below" | "above"): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 2, 5, 10].map((step) => step * power);
  return side === "above" ? steps.find((step) => step >= value)! : steps.findLast((step) => step <= value)!;
}

/** Powers of ten; where there are few, also twice and five times each. */
function valueTicks(min: number, max: number): number[] {
  const whole = powers(10, min, max);
  if (whole.length > 3) return every(whole, 6);
  const more = powers(10, min / 10, max).flatMap((power) => [power, 2 * power, 5 * power]);
  return more.filter((tick) => tick >= min * 0.999 && tick <= max * 1.001);
}

/** At most `most` of them, evenly. */
function every(ticks: number[], most: number): number[] {
  const step = Math.max(1, Math.ceil(ticks.length / most));
  return ticks.filter((_, i) => i % step === 0);
}

const texts = (_plot: uPlot, ticks: number[]) => ticks.map(tickText);

function tickText(value: number): string {
  if (Number.isInteger(value) && value < 1e6) return String(value);
  if (value >= 1e6 || value < 1e-3) return value.toExponential(0).replace("e+", "e");
  return String(Number(value.toPrecision(3)));
}
