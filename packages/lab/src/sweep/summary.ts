/** Computes the numbers of a table from finished cells: mean and deviation over seeds, the best of a field. Pure. */
import { adviceOn } from "@honest-majority/protocol";
import type { Cell } from "./cells";

export interface Final {
  /** The accuracy in the last evaluation, 0 … 1. */
  accuracy: number;
  /** null if it was not finite. */
  loss: number | null;
  /** The number of closed rounds. */
  rounds: number;
  diverged: boolean;
  /** In the last evaluation; absent when no attack with a trigger was played. */
  attackSuccess?: number;
}

export interface CellResult {
  final: Final;
  seconds: number;
  /** The accuracy of each evaluation. */
  curve?: { rounds: readonly number[]; accuracy: readonly number[] };
}

export interface Spread {
  mean: number;
  /** With n − 1 in the denominator; 0 for one value. */
  deviation: number;
}

/** A finished run of an entry. */
export interface SeedResult {
  seed: number;
  accuracy: number;
  /** After `EARLY` of the run; NaN without a curve. */
  early: number;
}

/** The share of a run after which "early" accuracy is read, at the next evaluation. */
const EARLY = 0.2;

export interface Entry {
  /** The fields of the table, without the seed and the optimized field. */
  place: Record<string, unknown>;
  /** The best value of the optimized field; undefined without one. */
  best: unknown;
  /** Over the seeds. */
  accuracy: Spread;
  /** Of attacks with a trigger, over the seeds; absent when a run has none. */
  attackSuccess?: Spread;
  /** Of one run, over the seeds. */
  seconds: Spread;
  seeds: number;
  diverged: number;
  bySeed: readonly SeedResult[];
  /** Why the attack is weak or none by its own formula; absent if it is not. */
  weakness?: string;
  /** Where among the tried values the best one lies, if at an end: the true best may lie beyond. */
  edge?: Edge;
}

export type Edge = "smallest" | "largest";

/**
 * One entry for each cell of the table whose runs are all finished, in the table's order. Of the runs that differ only in
 * `best`, it shows those with the highest mean accuracy over the seeds. A tie goes to the value listed first.
 */
export function summarize(
  cells: readonly Cell[],
  results: ReadonlyMap<string, CellResult>,
  best: string,
): Entry[] {
  return entryGroups(cells, best).flatMap((group) => {
    if (!group.every(({ id }) => results.has(id))) return [];
    const value = bestValueOf(group, results, best);
    const runs = group.filter(({ place }) => isSame(place[best], value));
    const edge = edgeOf(group, best, value);
    return [{ ...entryOf(runs, results, best), ...(edge !== undefined && { edge }) }];
  });
}

function entryOf(runs: readonly Cell[], results: ReadonlyMap<string, CellResult>, best: string): Entry {
  const weakness = runs.map(({ config }) => adviceOn(config).attack).find((one) => one !== undefined);
  const outcomes = runs.flatMap(({ id }) => results.get(id) ?? []);
  const successes = outcomes.flatMap(({ final }) => final.attackSuccess ?? []);
  return {
    place: without(runs[0].place, [best, "seed"]),
    best: runs[0].place[best],
    accuracy: spread(outcomes.map(({ final }) => final.accuracy)),
    ...(successes.length === outcomes.length && { attackSuccess: spread(successes) }),
    seconds: spread(outcomes.map(({ seconds }) => seconds)),
    seeds: runs.length,
    diverged: outcomes.filter(({ final }) => final.diverged).length,
    bySeed: runs.flatMap(({ id, config }) => {
      const result = results.get(id);
      return result === undefined ? [] : [seedResult(config, result)];
    }),
    ...(weakness !== undefined && { weakness }),
  };
}

/** The value of the optimized field with the highest mean accuracy over the seeds. All runs must be finished. */
export function bestValueOf(
  group: readonly Cell[],
  results: ReadonlyMap<string, CellResult>,
  best: string,
): unknown {
  const candidates = groups(group, ({ place }) => without(place, ["seed"])).map((runs) => ({
    value: runs[0].place[best],
    mean: spread(runs.map(({ id }) => results.get(id)?.final.accuracy ?? Number.NaN)).mean,
  }));
  return candidates.reduce((a, b) => (b.mean > a.mean ? b : a)).value;
}

/** Whether a value is the smallest or the largest that was tried; undefined if it is neither, or the only one. */
export function edgeOf(group: readonly Cell[], best: string, value: unknown): Edge | undefined {
  const values = group.map(({ place }) => place[best]).filter((one) => typeof one === "number");
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (least === most || typeof value !== "number") return undefined;
  return value === least ? "smallest" : value === most ? "largest" : undefined;
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The runs of each cell of the table, in the table's order. */
export function entryGroups(cells: readonly Cell[], best: string): Cell[][] {
  return groups(cells, ({ place }) => without(place, [best, "seed"]));
}

function seedResult({ seed, rounds }: Cell["config"], { final, curve }: CellResult): SeedResult {
  const place = curve?.rounds.findIndex((round) => round + 1 >= EARLY * rounds) ?? -1;
  return { seed, accuracy: final.accuracy, early: curve?.accuracy[place] ?? Number.NaN };
}

function spread(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}

export function without(place: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(place).filter(([field]) => !fields.includes(field)));
}

/** Groups cells by key, with the keys in the order of their first cells. */
function groups(cells: readonly Cell[], key: (cell: Cell) => unknown): Cell[][] {
  const found = new Map<string, Cell[]>();
  for (const cell of cells) {
    const name = JSON.stringify(key(cell));
    found.set(name, [...(found.get(name) ?? []), cell]);
  }
  return [...found.values()];
}
