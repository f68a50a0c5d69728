import { type Arrivals, plainPasses } from "@honest-majority/robust";
import { describe, expect, test } from "vitest";
import { measurePasses, passesError } from "./measurePasses";

const workload = { pipeline: { aggregator: { rule: "coordinateMedian" } }, m: 3, f: 1, d: 5 } as const;

/** Passes and a clock on which landing a row takes 1, reading takes 10, and the first round takes 100 more. */
function machine() {
  let time = 0;
  let rounds = 0;
  const passes = {
    ...plainPasses,
    open(m: number, d: number) {
      const arrivals = plainPasses.open(m, d) as Arrivals<Float32Array>;
      return {
        ...arrivals,
        land(i: number, row: Float32Array) {
          time += 1;
          return arrivals.land(i, row);
        },
        read(vector: Float32Array) {
          time += rounds++ === 0 ? 110 : 10;
          return arrivals.read(vector);
        },
      };
    },
  };
  return { passes, now: () => time, rounds: () => rounds };
}

describe("measurePasses", () => {
  test("times a round from the landing of its last row, without the first round", async () => {
    const { passes, now, rounds } = machine();
    expect(await measurePasses(passes, workload, now)).toBe(11);
    expect(rounds()).toBe(5);
  });

  test("measures a slow rule only once after the first round", async () => {
    const { passes, now, rounds } = machine();
    await measurePasses(passes, workload, () => 1000 * now());
    expect(rounds()).toBe(2);
  });

  test("measures the mean instead of a rule that refuses so few workers", async () => {
    const { passes, now } = machine();
    const refused = { ...workload, pipeline: { aggregator: { rule: "trimmedMean", f: 2 } } } as const;
    expect(await measurePasses(passes, refused, now)).toBe(11);
  });
});

describe("passesError", () => {
  test("is 0 for the plain passes, and the relative error of passes that double each aggregate", async () => {
    expect(await passesError(plainPasses, workload)).toBe(0);
    const doubling = {
      ...plainPasses,
      open(m: number, d: number) {
        const arrivals = plainPasses.open(m, d) as Arrivals<Float32Array>;
        return {
          ...arrivals,
          read: async (vector: Float32Array) => (await arrivals.read(vector)).map((value) => 2 * value),
        };
      },
    };
    expect(await passesError(doubling, workload)).toBe(1);
  });
});
