import { chooseNodeBackend } from "@honest-majority/backends";
import { localCompute } from "@honest-majority/conductor";
import { type Allocate, glyphs, plainMemory, sharedMemory } from "@honest-majority/learning";
import { type RoundRecord, RunConfig } from "@honest-majority/protocol";
import { afterEach, describe, expect, test } from "vitest";
import { choosePasses } from "../passes";
import { runHeadless } from "./headless";

const backend = await chooseNodeBackend();
const SHARED = Object.getOwnPropertyDescriptor(globalThis, "SharedArrayBuffer");
if (SHARED === undefined) throw new Error("Node has a SharedArrayBuffer");

/** Rules that draw, that start from the last aggregate, that need a root update, with pre-aggregators before them. */
const CONFIG = RunConfig.parse({
  model: "softmax",
  workers: 7,
  attackers: 2,
  f: 2,
  attack: "optimizedAlie",
  batchSize: 16,
  rounds: 4,
  evaluateEvery: 2,
  arms: [
    "mean",
    "krum",
    "centeredClip",
    { aggregator: "dnc" },
    { aggregator: { rule: "flTrust", rootExamples: 20 } },
    { aggregator: "trimmedMean", preAggregators: ["nearestNeighborMixing"] },
  ],
});

async function records(allocate: Allocate, passes: "plain" | "simd"): Promise<RoundRecord[]> {
  const dataset = glyphs({ seed: 2, train: 210, test: 60 });
  const compute = localCompute({
    backend,
    load: async () => dataset,
    passes: await choosePasses(passes, CONFIG.workers, 7850),
    allocate,
    now: () => 0,
  });
  return runHeadless({ config: CONFIG, compute, now: () => 0 });
}

describe("a run in plain memory", () => {
  // restores the global, because test files share globals
  afterEach(() => void Object.defineProperty(globalThis, "SharedArrayBuffer", SHARED));

  test.each(["plain", "simd"] as const)(
    "needs no SharedArrayBuffer and gives the records of shared memory, on the %s passes",
    async (passes) => {
      const shared = await records(sharedMemory, passes);
      Reflect.deleteProperty(globalThis, "SharedArrayBuffer");
      expect(() => sharedMemory(8)).toThrow(ReferenceError);
      const plain = await records(plainMemory, passes);
      expect(plain).toHaveLength(4);
      expect(plain[0].arms.map(({ outcome }) => outcome)).toEqual(new Array(6).fill("stepped"));
      expect(plain[0].stage?.byzantine).toEqual(["w5", "w6"]);
      expect(plain.at(-1)?.arms.every(({ evaluation }) => evaluation !== undefined)).toBe(true);
      expect(JSON.stringify(plain)).toBe(JSON.stringify(shared));
    },
  );
});
