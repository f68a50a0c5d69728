/** Ranges and ticks of the chart's axes. They grow in steps, so that the curves do not move with every round. Pure. */
import { powerOfTen } from "../ui/format";
import type { TabAxis } from "./tabs";

export type Range = readonly [low: number, high: number];

/** The end of the axis of rounds: the smallest of 25, 50, 100, 200, 500, 1,000, 2,000 … that holds `round`. */
export function roundsEnd(round: number): number {
  if (round <= 25) return 25;
  return round <= 50 ? 50 : Math.max(100, niceAbove(round));
}

/** The smallest of 1, 2 and 5 times a power of ten that is at least `value`. */
export function niceAbove(value: number): number {
  const exponent = Math.floor(Math.log10(value));
  // read from a literal: products and powers of 0.1 are a little off
  const steps = [1, 2, 5, 10].map((digit) => Number(`${digit}e${exponent}`));
  return steps.find((step) => step >= value * (1 - 1e-9)) ?? steps[3];
}

/** The vertical range for values from `low` to `high`; both undefined if nothing is measured. */
export function verticalRange(axis: TabAxis, low: number | undefined, high: number | undefined): Range {
  switch (axis.kind) {
    case "share":
      return [0, 1];
    case "linear":
      return [0, niceAbove(Math.max(high ?? 0, axis.least))];
    case "log":
      return [
        decade(Math.min(axis.least[0], low ?? Number.POSITIVE_INFINITY), Math.floor),
        Math.min(axis.cap, decade(Math.max(axis.least[1], high ?? 0), Math.ceil)),
      ];
    default:
      return axis satisfies never;
  }
}

function decade(value: number, round: (exponent: number) => number): number {
  return Number(`1e${round(Number(Math.log10(value).toFixed(9)))}`);
}

/** Multiples of 1, 2 or 5 times a power of ten, at least `apart` pixels from each other. */
export function linearTicks([low, high]: Range, pixels: number, apart: number, least = 0): number[] {
  const step = Math.max(least, niceAbove(((high - low) / Math.max(1, pixels)) * apart));
  const ticks: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high * (1 + 1e-9); k++) {
    ticks.push(Number((k * step).toPrecision(12)));
  }
  return ticks;
}

/** Decades, at least `apart` pixels from each other; with their double and fivefold if there is room. */
export function logTicks([low, high]: Range, pixels: number, apart: number): number[] {
  const [first, last] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  const perDecade = pixels / Math.max(1, last - first);
  const step = Math.max(1, Math.ceil(apart / perDecade));
  const between = perDecade * Math.log10(2) >= apart / 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let k = first; k <= last; k += step) ticks.push(...between.map((times) => Number(`${times}e${k}`)));
  return ticks.filter((tick) => tick <= high);
}

const ROUND_APART = 60;
const VALUE_APART = 40;

export function roundTicks(range: Range, pixels: number): number[] {
  return linearTicks(range, pixels, ROUND_APART, 1);
}

/** At least both ends, however low the chart is. */
export function valueTicks(axis: TabAxis, range: Range, pixels: number): number[] {
  const ticks =
    axis.kind === "log" ? logTicks(range, pixels, VALUE_APART) : linearTicks(range, pixels, VALUE_APART);
  return ticks.length < 2 ? [...range] : ticks;
}

/** A tick's text: "40 %", "0.01", "10⁴", "2·10⁴", "0.5 s". */
export function tickText(axis: TabAxis, tick: number): string {
  if (axis.kind === "share") return `${Math.round(100 * tick)} %`;
  if (axis.kind === "linear") return axis.unit === undefined ? String(tick) : `${tick} ${axis.unit}`;
  if (tick < 1e4 && tick >= 1e-3) return String(tick);
  const [digit, exponent] = tick.toExponential(0).split("e");
  return `${digit === "1" ? "" : `${digit}·`}${powerOfTen(Number(exponent))}`;
}
