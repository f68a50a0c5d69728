/** Computes the numbers of a table from finished cells: mean and deviation over seeds, the best of a field. Pure. */
import type { Seeds } from "@honest-majority/learning/facts";
import { adviceOn } from "@honest-majority/protocol";
import type { Cell } from "./cells";
import { type Chosen, chosenOf, type Edge, edgeOf, entryGroups, placeIn, type Selection } from "./selection";

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
  /** The accuracy on the validation split in the last evaluation; absent without one. */
  validation?: number;
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
export interface SeedResult extends Seeds {
  accuracy: number;
  /** On the validation split; absent without one. */
  validation?: number;
  /** After `EARLY` of the run; NaN without a curve. */
  early: number;
  /** The mean over the run's evaluations, so larger the faster it converges; NaN without a curve. */
  along: number;
  /** Of the whole run. */
  seconds: number;
}

/** The share of a run after which "early" accuracy is read, at the next evaluation. */
const EARLY = 0.2;

export interface Entry {
  /** The fields of the table, without those over which a cell of the table has several runs. */
  place: Record<string, unknown>;
  /** The chosen value of the optimized field; undefined without one. */
  best: unknown;
  /** The value of the field `worst` at which the runs did worst; absent without one. */
  worst?: unknown;
  /** On the test set, over the seeds. */
  accuracy: Spread;
  /** On the validation split, over the seeds; absent without one. */
  validation?: Spread;
  /** What the same runs give if the value is chosen on the test set, where it was chosen on the validation split. */
  byTest?: { best: unknown; accuracy: Spread };
  /** Of attacks with a trigger, over the seeds; absent when a run has none. */
  attackSuccess?: Spread;
  /** Of one run, over the seeds. */
  seconds: Spread;
  seeds: number;
  diverged: number;
  bySeed: readonly SeedResult[];
  /** Why the attack is weak or none by its own formula; absent if it is not. */
  weakness?: string;
  /** What a preset has to say about this cell, and its mark in the table. */
  remark?: { mark: string; reason: string };
  /** Where among the tried values the best one lies, if at an end: the true best may lie beyond. */
  edge?: Edge;
}

type Results = ReadonlyMap<string, CellResult>;

/** One entry for each cell of the table whose runs are all finished, in the table's order. */
export function summarize(cells: readonly Cell[], results: Results, selection: Selection): Entry[] {
  return entryGroups(cells, selection).flatMap((group) => {
    if (!group.every(({ id }) => results.has(id))) return [];
    const chosen = chosenOf(group, results, selection);
    const edge = edgeOf(group, selection.best, chosen.value);
    return [
      {
        ...entryOf(chosen, results, selection),
        ...byTest(group, results, selection),
        ...(edge !== undefined && { edge }),
      },
    ];
  });
}

/** Empty if nothing is chosen, or if it is chosen on the test set anyway. */
function byTest(group: readonly Cell[], results: Results, selection: Selection): Pick<Entry, "byTest"> {
  const values = new Set(group.map(({ place }) => JSON.stringify(place[selection.best])));
  if (selection.on === "test" || values.size < 2) return {};
  const { value, runs } = chosenOf(group, results, { ...selection, on: "test" });
  return { byTest: { best: value, accuracy: spread(outcomesOf(runs, results).map(accuracyOf)) } };
}

const outcomesOf = (runs: readonly Cell[], results: Results) =>
  runs.flatMap(({ id }) => results.get(id) ?? []);
const accuracyOf = ({ final }: CellResult) => final.accuracy;

function entryOf({ value, runs, worst }: Chosen, results: Results, selection: Selection): Entry {
  const weakness = runs.map(({ config }) => adviceOn(config).attack).find((one) => one !== undefined);
  const outcomes = outcomesOf(runs, results);
  const all = (values: readonly number[]) => (values.length === outcomes.length ? spread(values) : undefined);
  const validation = all(outcomes.flatMap(({ final }) => final.validation ?? []));
  const attackSuccess = all(outcomes.flatMap(({ final }) => final.attackSuccess ?? []));
  return {
    place: placeIn(runs[0].place, selection),
    best: value,
    ...(worst !== undefined && { worst }),
    accuracy: spread(outcomes.map(accuracyOf)),
    ...(validation !== undefined && { validation }),
    ...(attackSuccess !== undefined && { attackSuccess }),
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

function seedResult(
  { seed, seeds, rounds }: Cell["config"],
  { final, curve, seconds }: CellResult,
): SeedResult {
  const place = curve?.rounds.findIndex((round) => round + 1 >= EARLY * rounds) ?? -1;
  return {
    seed,
    ...(seeds !== undefined && { seeds }),
    accuracy: final.accuracy,
    ...(final.validation !== undefined && { validation: final.validation }),
    early: curve?.accuracy[place] ?? Number.NaN,
    along: spread(curve?.accuracy ?? []).mean,
    seconds,
  };
}

function spread(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}
