import { chooseNodeBackend } from "@honest-majority/backends";
import { glyphs, plainMemory } from "@honest-majority/learning";
import { RunConfig } from "@honest-majority/protocol";
import { type Arrivals, type Passes, plainPasses } from "@honest-majority/robust";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { openComputeRun } from "./computeRun";
import { DependableWork, type Reserve } from "./dependable";

const DIM = 7850;
const CONFIG = RunConfig.parse({ model: "softmax", workers: 3, arms: ["mean", "coordinateMedian"] });
const DATASET = glyphs({ seed: 4, train: 60, test: 20 });

type Fault = "throws" | "NaN" | "zeros" | "throws as rows land";

/** The plain passes, until `dies()` holds: from then on they have the fault, as a GPU that was lost. */
function mortalPasses(fault: Fault, dies: () => boolean): Passes<unknown> {
  const lost = () => new Error("the device was lost");
  return {
    name: "mortal",
    async open(m, d) {
      const arrivals: Arrivals<Float32Array> = await plainPasses.open(m, d);
      return {
        ...arrivals,
        land(i: number, row: Float32Array) {
          if (dies() && fault === "throws as rows land") throw lost();
          return arrivals.land(i, row);
        },
        async read(vector: unknown) {
          if (dies() && fault === "throws") throw lost();
          const values = await arrivals.read(vector as Float32Array);
          if (!dies()) return values;
          return values.fill(fault === "NaN" ? Number.NaN : 0);
        },
      } as Arrivals<unknown>;
    },
  };
}

function reserve(backendDied = false) {
  const taken = vi.fn<Reserve["taken"]>();
  return { passes: plainPasses, replaceDead: async () => backendDied, taken } satisfies Reserve;
}

function open(passes: Passes<unknown>, kept?: Reserve) {
  const run = openComputeRun({
    config: CONFIG,
    dataset: DATASET,
    passes,
    reserve: kept,
    allocate: plainMemory,
    now: () => 0,
  });
  /** Rows of 1, 2 and 6, times `scale`: their mean is 3 and their median 2. */
  const round = async (at: number, scale = 1) => {
    for (const arm of [0, 1])
      for (const [row, value] of [1, 2, 6].entries())
        run.setRow(arm, row, new Float32Array(DIM).fill(value * scale));
    const request = { rows: [0, 1, 2], expectedByzantine: 1, learningRate: 0.5 };
    return run.aggregate({ round: at, arms: [0, 1].map((arm) => ({ arm, ...request })) });
  };
  return { run, round };
}

/** Faster than `toEqual`, which takes half a second for these. */
const same = (a: Float32Array, b: Float32Array) => a.every((value, i) => value === b[i]);

describe("a run with a reserve", () => {
  test.each<Fault>(["throws", "NaN", "zeros", "throws as rows land"])(
    "takes each step once when its passes die in the second round (%s), and goes on",
    async (fault) => {
      const healthy = open(plainPasses);
      let reads = 0;
      let round = 0;
      // the first arm's aggregate of round 1 still comes from the passes; the second arm's does not
      const dies = () => (fault === "throws as rows land" ? round > 0 : ++reads > 3);
      const kept = reserve();
      const mortal = open(mortalPasses(fault, dies), kept);
      for (round = 0; round < 3; round++) {
        expect(await mortal.round(round)).toEqual(await healthy.round(round));
        for (const vectors of ["parameters", "previous"] as const)
          expect(same(mortal.run.prepared[vectors], healthy.run.prepared[vectors])).toBe(true);
      }
      expect(kept.taken.mock.calls).toEqual([[expect.stringMatching(/lost|not finite|is zero/), false]]);
    },
  );

  test("takes what a rule kept from the reserve when its passes die right after the aggregate", async () => {
    const dying: Passes<unknown> = {
      name: "dying",
      async open(m, d) {
        const arrivals: Arrivals<Float32Array> = await plainPasses.open(m, d);
        const trimShares = () => {
          throw new Error("the device was lost");
        };
        return {
          ...arrivals,
          matrix: (rows: readonly number[]) => ({ ...arrivals.matrix(rows), trimShares }),
        } as Arrivals<unknown>;
      },
    };
    const kept = reserve();
    const { run, round } = open(dying, kept);
    await round(0);
    expect(kept.taken.mock.calls).toEqual([["the device was lost", false]]);
    expect(await run.armVerdicts(null)).toEqual([
      [1, 1, 1],
      [0, 1, 0],
    ]);
  });

  test("stays on its passes when the updates themselves add up to zero", async () => {
    const kept = reserve();
    const { round } = open(plainPasses, { ...kept, passes: { ...plainPasses } });
    const results = await round(0, 0);
    expect(results.map(({ outcome, aggregateNorm }) => [outcome, aggregateNorm])).toEqual([
      ["stepped", 0],
      ["stepped", 0],
    ]);
    expect(kept.taken).not.toHaveBeenCalled();
  });

  test("without a reserve a failing pass fails the call", async () => {
    const { round } = open(mortalPasses("throws", () => true));
    await expect(round(0)).rejects.toThrow("the device was lost");
  });

  test("copies for the panels come from the reserve after the passes died", async () => {
    let dead = false;
    const { run, round } = open(
      mortalPasses("throws as rows land", () => dead),
      reserve(),
    );
    await round(0);
    dead = true;
    await round(1);
    const rows = [1, 2, 6].map((value) => new Float32Array(DIM).fill(value));
    const request = { round: 1, arm: 0, rows, honest: [0, 1], expectedByzantine: 1, learningRate: 0.5 };
    const { honestNorm } = await run.insightOpen(request);
    expect(honestNorm).toBeCloseTo(1.5 * Math.sqrt(DIM), 3);
    expect(await run.insightRule("mean")).toMatchObject({
      distance: expect.closeTo(1.5 * Math.sqrt(DIM), 3),
    });
  });
});

describe("evaluate", () => {
  beforeAll(async () => void (await chooseNodeBackend()));

  test("asks whether the backend has died only when the logits are equal or not numbers", async () => {
    const asked = vi.fn(async (_: string) => false);
    const { run } = open(plainPasses, { ...reserve(), replaceDead: asked });
    await run.evaluate({ arms: [0, 1], attacks: [] });
    expect(asked).not.toHaveBeenCalled();
    run.prepared.parameters.subarray(0, DIM).fill(Number.NaN); // as of an arm that diverged
    await run.evaluate({ arms: [0], attacks: [] });
    expect(asked).not.toHaveBeenCalled();
    run.prepared.parameters.subarray(0, DIM).fill(0); // every logit is 0, as from a GPU that is lost
    const [{ loss }] = await run.evaluate({ arms: [0], attacks: [] });
    expect(loss).toBeCloseTo(Math.log(10), 6);
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

describe("DependableWork", () => {
  const moved = vi.fn();
  const other = { ...plainPasses, name: "other" };
  const work = (replaceDead: Reserve["replaceDead"], passes: Passes<unknown> = other) => {
    const kept = { ...reserve(), replaceDead };
    return { kept, dependable: new DependableWork(passes, kept, moved) };
  };

  test("leaves passes whose backend has died even when the second try is no better", async () => {
    const { kept, dependable } = work(async () => true);
    const names: string[] = [];
    const fails = async ({ name }: Passes<unknown>) => {
      names.push(name);
      throw new Error(`${name} fails`);
    };
    await expect(dependable.onPasses(fails, () => undefined)).rejects.toThrow(`${plainPasses.name} fails`);
    expect(names).toEqual(["other", plainPasses.name]);
    expect(kept.taken).toHaveBeenCalledWith("other fails", true);
    expect(moved).toHaveBeenCalledWith(plainPasses);
  });

  test("does not try again what the caller did wrong, nor what failed on the reserve's own passes", async () => {
    const misuse = vi.fn(() => Promise.reject(new RangeError("row 5 was never set")));
    const { kept, dependable } = work(async () => false);
    await expect(dependable.onPasses(misuse, () => undefined)).rejects.toThrow("row 5");
    expect(misuse).toHaveBeenCalledTimes(1);
    const mistake = vi.fn(() => Promise.reject(new TypeError("a plugin's rule fails")));
    const plain = work(async () => false, plainPasses);
    await expect(plain.dependable.onPasses(mistake, () => undefined)).rejects.toThrow("a plugin's");
    expect(mistake).toHaveBeenCalledTimes(1);
    for (const { taken } of [kept, plain.kept]) expect(taken).not.toHaveBeenCalled();
  });

  test("evaluates again on the backend that replaced a dead one", async () => {
    let died = false;
    const { kept, dependable } = work(async () => {
      died = true;
      return true;
    });
    const loss = await dependable.onBackend(
      async () => (died ? 0.3 : 0),
      (value) => (value === 0 ? "the logits are equal" : undefined),
    );
    expect(loss).toBe(0.3);
    expect(kept.taken).toHaveBeenCalledWith("the logits are equal", true);
  });
});
