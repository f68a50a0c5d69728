/** What a preset is: a table of a paper, made again at three sizes. */
import type { z } from "zod";
import type { SweepConfig } from "../sweep/cells";
import type { Entry } from "../sweep/summary";

export type Size = "smoke" | "laptop" | "paper";

export interface Sized {
  sweep: Omit<z.input<typeof SweepConfig>, "name">;
  /** In what the set-up differs from the paper's; empty where in nothing. */
  reduced: string;
}

/** An order that the paper reports, and whether it came out. */
export interface Verdict {
  claim: string;
  holds: boolean;
  /** The numbers behind it. */
  measured: string;
}

export interface Preset {
  name: string;
  title: string;
  /** The table or claim it answers. */
  source: string;
  /** What must show, for the list. */
  shows: string;
  sizes: Record<Size, Sized>;
  /** Fields that make the rows of the printed table, and the one that makes its columns. */
  rows: readonly string[];
  column: string;
  /** The paper's accuracy in percent at a place, where it has one. */
  paper(place: Record<string, unknown>): number | undefined;
  verdicts(entries: readonly Entry[]): Verdict[];
}

/** The mean accuracy at a place; undefined where the sweep has none. */
export function accuracyAt(entries: readonly Entry[], wanted: Record<string, unknown>): number | undefined {
  const found = entries.find(({ place }) =>
    Object.entries(wanted).every(([field, value]) => JSON.stringify(place[field]) === JSON.stringify(value)),
  );
  return found?.accuracy.mean;
}

/** The distinct values of a field, in the table's order. */
export function valuesOf(entries: readonly Pick<Entry, "place">[], field: string): unknown[] {
  return [...new Map(entries.map(({ place }) => [JSON.stringify(place[field]), place[field]])).values()];
}

/** "krum", or what of a longer value a table has room for. */
export function nameOf(value: unknown): string {
  if (value === true) return "yes";
  if (value === false) return "no";
  if (typeof value !== "object" || value === null) return String(value);
  const { label, rule, kind, aggregator, preAggregators, ...options } = value as Record<string, unknown>;
  if (typeof label === "string") return label;
  const base = rule ?? kind ?? (aggregator === undefined ? "" : nameOf(aggregator));
  const before = Array.isArray(preAggregators) ? preAggregators.map(nameOf) : [];
  const set = Object.entries(options).map(([key, option]) => `${key} = ${String(option)}`);
  return [...before, [String(base), ...set].join(", ")].join(" + ");
}
