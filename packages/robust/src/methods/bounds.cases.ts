/** Shared by the tests of bounds: rounds with Byzantine rows anywhere, and measures of a result. */
import { stream } from "@honest-majority/random";
import fc from "fast-check";
import { expect, test } from "vitest";
import { updateMatrix } from "../passes/plain/updateMatrix";
import {
  buildPipeline,
  type GivenPreAggregator,
  type GivenRule,
  preAggregatorConfig,
  ruleConfig,
} from "./pipeline";

export type Row = ArrayLike<number>;

export const norm = (x: readonly number[]) => Math.hypot(...x);
export const minus = (x: Row, y: Row) => Array.from(x, (value, j) => value - y[j]);
export const farthest = (rows: readonly Row[], from: Row) =>
  Math.max(...rows.map((row) => norm(minus(row, from))));

export async function run(
  config: GivenRule,
  rows: readonly Row[],
  f: number,
  { stages = [], root }: { stages?: readonly GivenPreAggregator[]; root?: Float32Array } = {},
) {
  const preAggregators = stages.map((stage) => preAggregatorConfig(stage));
  const arm = { aggregator: ruleConfig(config), preAggregators };
  const rule = buildPipeline(arm, { m: rows.length, f, random: stream(7) });
  return (await rule(updateMatrix(rows), new Float32Array(rows[0].length), root)).aggregate;
}

export function meanOf(rows: readonly Row[]): number[] {
  return Array.from(rows[0], (_, j) => rows.reduce((sum, row) => sum + row[j], 0) / rows.length);
}

/** At least `fewest(f)` honest rows near a common mean, mixed with f Byzantine rows anywhere in float32's range. */
const roundsOf = (fewest: (f: number) => number) =>
  fc
    .record({
      seed: fc.nat(),
      f: fc.integer({ min: 1, max: 4 }),
      spare: fc.nat(4),
      d: fc.integer({ min: 1, max: 5 }),
    })
    .chain(({ seed, f, spare, d }) => {
      const value = fc.oneof(
        fc.constantFrom(0, 1e10, -1e10, 1e30, -3e38),
        fc.float({ noNaN: true, noDefaultInfinity: true }),
        fc.float({ min: -4, max: 4, noNaN: true }),
      );
      const byzantine = fc.array(fc.array(value, { minLength: d, maxLength: d }), {
        minLength: f,
        maxLength: f,
      });
      return byzantine.map((byzantine) => {
        const random = stream(seed);
        const honest = Array.from({ length: fewest(f) + spare }, () =>
          Float32Array.from({ length: d }, (_, j) => j - 1 + random.normal()),
        );
        return { f, honest, rows: random.shuffle<Row[]>([...honest, ...byzantine]) };
      });
    });

export const rounds = roundsOf((f) => f + 3);
/** m ≥ 4f + 3. */
export const wideRounds = roundsOf((f) => 3 * f + 3);

export function holds(
  name: string,
  config: GivenRule,
  bound: (round: { f: number; honest: Row[]; m: number }, z: Row) => void,
  { among = rounds, behind = [] }: { among?: typeof rounds; behind?: readonly GivenPreAggregator[] } = {},
) {
  test(name, async () => {
    await fc.assert(
      fc.asyncProperty(among, async ({ f, honest, rows }) => {
        bound({ f, honest, m: rows.length }, await run(config, rows, f, { stages: behind }));
      }),
      { numRuns: 200 },
    );
  });
}

export const diameterOf = (rows: readonly Row[]) => Math.max(...rows.map((row) => farthest(rows, row)));
export const longest = (rows: readonly Row[]) => Math.max(...rows.map((row) => norm(Array.from(row))));

/** Asserts that each zⱼ lies between the honest values of its column, or at most `leeway` of their range's width outside. */
export function between(honest: readonly Row[], z: Row, leeway = 0) {
  for (let j = 0; j < z.length; j++) {
    const column = honest.map((row) => row[j]);
    const [low, high] = [Math.min(...column), Math.max(...column)];
    expect(z[j]).toBeGreaterThanOrEqual(low - leeway * (high - low));
    expect(z[j]).toBeLessThanOrEqual(high + leeway * (high - low));
  }
}
