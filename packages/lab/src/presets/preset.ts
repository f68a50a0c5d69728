/** A preset that is a sweep: a table of runs, shown next to a paper's. */
import type { z } from "zod";
import type { Size } from "../sizes";
import type { Cell, SweepConfig } from "../sweep/cells";
import type { Failure, StoredCell } from "../sweep/resultStore";
import type { Entry } from "../sweep/summary";
import type { Verdict } from "../verdicts/verdict";
import type { Assumption } from "./assumed";
import type { Quantity } from "./quantity";
import type { Report, Reproduction } from "./reproduction";

export interface Sized {
  sweep: Omit<z.input<typeof SweepConfig>, "name">;
  /** How the set-up differs from the paper's; empty if it does not. */
  reduced: string;
}

/** The finished part of a sweep. */
export interface Finished {
  preset: Preset;
  size: Size;
  cells: readonly Cell[];
  results: ReadonlyMap<string, StoredCell>;
  /** The runs without a result that failed. */
  failures: ReadonlyMap<string, Failure>;
  entries: readonly Entry[];
}

export interface Preset extends Pick<Reproduction, "name" | "title" | "source" | "shows" | "figure"> {
  sizes: Record<Size, Sized>;
  /** The quantity in each cell of the table. */
  quantity: Quantity;
  /** The fields for the rows of the printed table, and the field for its columns. */
  rows: readonly string[];
  column: string;
  /** The field along whose values the best number is bold; if unset, the column's. */
  compared?: string;
  /** The number that the paper prints for a cell, if it has one. */
  paper(place: Record<string, unknown>): number | undefined;
  /** How what the paper leaves open is read; a report names what its runs depend on. */
  assumed: readonly Assumption[];
  verdicts(entries: readonly Entry[]): Verdict[];
  /** Adds remarks to entries, before the table is printed. */
  remarked?(entries: readonly Entry[]): Entry[];
  /** What the finished runs show besides the table. */
  extraReport?(finished: Finished): Promise<Report>;
}

/** The seeds of a sweep: three, because a deviation over fewer says little, and one where nothing is to be shown. */
export function seedsAt(size: Size): Record<string, number[]> {
  return size === "smoke" ? {} : { seed: [1, 2, 3] };
}

/** At laptop size, lists of η₀ are short and grow where the best one lies at an end. At paper size they are the paper's. */
export function extendAt(size: Size): { extend: number } | undefined {
  return size === "laptop" ? { extend: 3 } : undefined;
}

/** "93.49 %", or a dash if there is no entry. */
export function accuracyText(entry: Entry | undefined): string {
  return entry === undefined ? "–" : `${(100 * entry.accuracy.mean).toFixed(2)} %`;
}

export function entryAt(entries: readonly Entry[], wanted: Record<string, unknown>): Entry | undefined {
  return entries.find(({ place }) =>
    Object.entries(wanted).every(([field, value]) => JSON.stringify(place[field]) === JSON.stringify(value)),
  );
}

/** The distinct values of a field, in the table's order. */
export function valuesOf(entries: readonly Pick<Entry, "place">[], field: string): unknown[] {
  return [...new Map(entries.map(({ place }) => [JSON.stringify(place[field]), place[field]])).values()];
}

/** The distinct combinations of several fields' values, in the table's order. */
export function combinationsOf(
  entries: readonly Pick<Entry, "place">[],
  fields: readonly string[],
): Record<string, unknown>[] {
  const places = entries.map(({ place }) => Object.fromEntries(fields.map((field) => [field, place[field]])));
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

/**
 * The batch size with the highest accuracy in a cell, on the validation split if there is one; the smallest of equals. NaN
 * without an entry.
 */
export function bestBatch(entries: readonly Entry[], place: Record<string, unknown>): number {
  const batches = valuesOf(entries, "B") as number[];
  const at = (B: number) => {
    const entry = entryAt(entries, { ...place, B });
    return (entry?.validation ?? entry?.accuracy)?.mean ?? Number.NEGATIVE_INFINITY;
  };
  return batches.reduce((best, B) => (at(B) > at(best) ? B : best), batches[0] ?? Number.NaN);
}

/** "krum", or a short form of a longer value, to fit into a table. */
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
