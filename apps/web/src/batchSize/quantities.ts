/** The constants of the bounds as sliders, and all of them in the page's address. Pure. */
import type { Problem } from "@honest-majority/robust";

export interface Quantity {
  /** Its name in the address. */
  key: "delta" | "c" | "sigma" | "L" | "F0" | "m" | "C";
  symbol: string;
  says: string;
  least: number;
  most: number;
  /** Where the slider stands at first. */
  usual: number;
  scale: "linear" | "log" | "whole";
  /** Whether the bounds hold at 0 too, which a slider in powers of ten does not reach. */
  zero?: true;
}

/** What stands for a class of eight on softmax and glyphs, rounded. */
export const QUANTITIES: readonly Quantity[] = [
  {
    key: "delta",
    symbol: "δ",
    says: "the share of malicious workers",
    least: 0,
    most: 0.49,
    usual: 0.25,
    scale: "linear",
  },
  {
    key: "c",
    symbol: "c",
    says: "how far malicious workers can move the rule: smaller is more robust",
    least: 0.01,
    most: 100,
    usual: 1,
    scale: "log",
    zero: true,
  },
  {
    key: "sigma",
    symbol: "σ",
    says: "how far the gradient of one example is from the mean gradient",
    least: 0.1,
    most: 100,
    usual: 5,
    scale: "log",
  },
  {
    key: "L",
    symbol: "L",
    says: "how fast the gradient changes with the parameters",
    least: 0.01,
    most: 1000,
    usual: 1,
    scale: "log",
  },
  {
    key: "F0",
    symbol: "F₀",
    says: "the loss at the start above its minimum",
    least: 0.1,
    most: 10,
    usual: 2.3,
    scale: "log",
  },
  { key: "m", symbol: "m", says: "the number of workers", least: 1, most: 256, usual: 8, scale: "whole" },
  {
    key: "C",
    symbol: "C",
    says: "the budget: gradients that honest workers compute in the whole run",
    least: 1e3,
    most: 1e9,
    usual: 1e6,
    scale: "log",
  },
];

export type Values = Readonly<Record<Quantity["key"], number>>;

export const USUAL = Object.fromEntries(QUANTITIES.map(({ key, usual }) => [key, usual])) as Values;

/** The nearest value that the quantity may have; undefined for what is no number. */
export function clamped({ least, most, scale, zero }: Quantity, value: number): number | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (zero && value === 0) return 0;
  const within = Math.min(most, Math.max(least, value));
  return scale === "whole" ? Math.round(within) : within;
}

/** The values in a query; what is missing or no number has its usual value. */
export function valuesIn(search: string): Values {
  const query = new URLSearchParams(search);
  const entries = QUANTITIES.map((quantity) => {
    const text = query.get(quantity.key) ?? "";
    const value = text.trim() === "" ? undefined : clamped(quantity, Number(text));
    return [quantity.key, value ?? quantity.usual];
  });
  return Object.fromEntries(entries) as Values;
}

/** The query of these values beside what else `search` holds: each that is not the usual one. */
export function withValues(search: string, values: Values): string {
  const query = new URLSearchParams(search);
  for (const { key, usual } of QUANTITIES) {
    if (values[key] === usual) query.delete(key);
    else query.set(key, String(values[key]));
  }
  return query.toString();
}

export function problemOf({ delta, c, sigma, L, F0, m, C }: Values): Problem {
  return { delta, c, sigma, smoothness: L, gap: F0, m, budget: C };
}

/** Steps of a slider whose scale is logarithmic. */
const LOG_STEPS = 1_000;

/** What an `<input type="range">` needs: a scale in powers of ten is a slider over the exponents. */
export function sliderOf({ least, most, scale }: Quantity, value: number) {
  if (scale === "linear") return { min: least, max: most, step: 0.01, value };
  if (scale === "whole") return { min: least, max: most, step: 1, value };
  const place = Math.log(Math.max(least, value) / least) / Math.log(most / least);
  return { min: 0, max: LOG_STEPS, step: 1, value: Math.round(LOG_STEPS * place) };
}

/** The value at a slider's place, with three digits where the scale is logarithmic. */
export function valueAt({ least, most, scale }: Quantity, place: number): number {
  if (scale !== "log") return place;
  return Number((least * (most / least) ** (place / LOG_STEPS)).toPrecision(3));
}
