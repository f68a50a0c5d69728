/** Runs one rule with its default options on the updates of a round that another rule has closed. Changes no arm. */
import { isThrownOut, type ShadowRow } from "@honest-majority/protocol";
import type { Random } from "@honest-majority/random";
import { type Arrivals, buildAggregator, ruleOf } from "@honest-majority/robust";

export interface ShadowRound {
  arrivals: Arrivals<unknown>;
  /** m */
  m: number;
  /** f′ */
  expectedByzantine: number;
  /** Rows of honest workers. */
  honest: ReadonlySet<number>;
  /** [d]; undefined without an honest row, or when it is not finite. */
  honestMean: Float32Array | undefined;
}

export interface ShadowInputs {
  /** [d] */
  previous: Float32Array;
  /** Computes the coordinator's own update [d], for a rule that needs one. */
  root: () => Promise<Float32Array | undefined>;
  random: Random;
  /** Milliseconds. */
  now: () => number;
}

export interface ShadowResult {
  row: ShadowRow;
  /** [d], when it is finite. */
  aggregate?: Float32Array;
}

/** Why the rule is not run: it would have to search too many sets, and would return an approximation instead. */
export function tooManySets(rule: string, m: number, f: number): string | undefined {
  return (ruleOf(rule).comparesAllSets?.(m, f) ?? true) ? undefined : `not computed: C(${m}, ${f}) sets`;
}

/** The rule's result for its row of the table, or its sentence when it refuses. */
export async function shadowRule(
  rule: string,
  { arrivals, m, expectedByzantine, honest, honestMean }: ShadowRound,
  { previous, root, random, now }: ShadowInputs,
): Promise<ShadowResult> {
  const started = now();
  try {
    const aggregator = buildAggregator(rule, { m, f: expectedByzantine, random });
    const all = arrivals.matrix(Array.from({ length: m }, (_, row) => row));
    const trusted = await root();
    const answer = await aggregator(all, arrivals.vector(previous), trusted && arrivals.vector(trusted));
    const aggregate = await arrivals.read(answer.aggregate);
    const ms = now() - started;
    const rows = Array.from(answer.kept, (kept) => ({ kept }));
    const kept = rows.flatMap((row, i) => (isThrownOut(row.kept, rows) ? [] : [i]));
    const honestKept = kept.filter((i) => honest.has(i)).length;
    const distance = honestMean === undefined ? null : distanceBetween(aggregate, honestMean);
    return {
      row: { rule, distance, liarsKept: kept.length - honestKept, honestKept, ms },
      ...(aggregate.every(Number.isFinite) ? { aggregate } : {}),
    };
  } catch (error) {
    const { message } = error as Error;
    // a RangeError is the rule's refusal; anything else is a mistake in the rule, which may be a plugin's
    return { row: { rule, reason: error instanceof RangeError ? message : `the rule failed: ${message}` } };
  } finally {
    arrivals.sweep();
  }
}

/** Null when it is not finite. */
function distanceBetween(a: Float32Array, b: Float32Array): number | null {
  let squares = 0;
  for (let j = 0; j < b.length; j++) squares += (a[j] - b[j]) ** 2;
  const distance = Math.sqrt(squares);
  return Number.isFinite(distance) ? distance : null;
}
