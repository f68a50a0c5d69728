import { readOptions } from "../options/readOptions";
import { type GivenPreAggregator, type GivenRule, readRule, rowsLeft } from "./pipeline";

/** Compares the number of rows that reach a rule with the number that its guarantee needs. */
export interface Guarantee {
  /** The rule's f. */
  f: number;
  /** The fewest rows for the guarantee; Infinity if no number suffices. */
  needed: number;
  /** The number of rows that the pre-aggregators make of the m updates. */
  rows: number;
}

export function guaranteeOf(
  config: GivenRule,
  m: number,
  runsF: number,
  preAggregators: readonly GivenPreAggregator[] = [],
): Guarantee {
  const { entry, given } = readRule(config, runsF);
  const f = "f" in given ? (given.f as number) : runsF;
  return { f, needed: entry.minWorkers(f), rows: rowsLeft(preAggregators, m) };
}

/**
 * Explains, for people, why m updates are too few for the rule's guarantee against f Byzantine ones. Undefined if they
 * suffice, and for the mean, which no number of workers protects (its `minWorkers` says so). Counts the rows after
 * `preAggregators`: there are fewer buckets than updates.
 */
export function guardRail(
  config: GivenRule,
  m: number,
  runsF: number,
  preAggregators: readonly GivenPreAggregator[] = [],
): string | undefined {
  const { entry, given } = readRule(config, runsF);
  const { f, needed, rows } = guaranteeOf(config, m, runsF, preAggregators);
  const missing =
    rows < m ? `updates, bucketing leaves ${rows} of ${m}` : `workers, ${m} ${m === 1 ? "is" : "are"} here`;
  if (Number.isFinite(needed) && rows < needed) {
    return `${entry.name} with f = ${f} needs ${needed} ${missing}`;
  }
  const values = readOptions(entry.rule, entry.options, given);
  for (const [option, asked] of Object.entries(entry.rowsAskedFor?.(values as never) ?? {})) {
    if (rows < asked)
      return `${entry.name} with ${option} = ${String(values[option])} needs ${asked} ${missing}`;
  }
  return undefined;
}
