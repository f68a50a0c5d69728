import "@honest-majority/testing";
import { AggregatorConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import {
  type Arrivals,
  buildPipeline,
  type Passes,
  plainPasses,
  simdPasses,
  updateMatrix,
} from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/kernels";
import { describe, expect, test } from "vitest";
import { ruleTrial } from "./ruleTrial";

const d = 50;
const drawn = stream(1, "rehearsal");
const draw = () => Float32Array.from({ length: d }, () => drawn.normal());
const honest = Array.from({ length: 5 }, draw);
const previous = draw();
const random = () => stream(2, "rehearsal");

/** Wraps `passes`: notes which rows land, and counts the arrivals that are not disposed of. */
function watched(passes: Passes<unknown>) {
  const landings: number[] = [];
  let open = 0;
  const watching: Passes<unknown> = {
    name: passes.name,
    async open(m, d): Promise<Arrivals<unknown>> {
      const arrivals = await passes.open(m, d);
      open++;
      return {
        ...arrivals,
        land(i, row) {
          landings.push(i);
          return arrivals.land(i, row);
        },
        dispose() {
          open--;
          arrivals.dispose();
        },
      };
    },
  };
  return { passes: watching, landings, stillOpen: () => open };
}

const kernels = await loadKernels();

describe("ruleTrial", () => {
  test.each([plainPasses, simdPasses(kernels)] as Passes<unknown>[])(
    "aggregate returns what the rule returns, and lands only the rows that changed ($name)",
    async (kind) => {
      for (const name of ["geometricMedian", "centeredClip", "coordinateMedian", "krum"]) {
        const { passes, landings, stillOpen } = watched(kind);
        const pipeline = { aggregator: AggregatorConfig.parse(name) };
        const { aggregate, dispose } = ruleTrial({
          pipeline,
          previous,
          expectedByzantine: 2,
          random,
          passes,
        });
        for (const strength of [1, 30, -2]) {
          landings.length = 0;
          const sent = honest[0].map((x) => strength * x);
          const rows = [...honest, sent, sent];
          const rule = buildPipeline(pipeline, { m: 7, f: 2, random: random() });
          const expected = await rule(updateMatrix(rows), previous);
          expect(await aggregate(rows)).toBeAllClose(expected.aggregate, { rtol: 1e-5, atol: 1e-6 });
          expect(landings).toEqual(strength === 1 ? [0, 1, 2, 3, 4, 5, 6] : [5, 6]);
        }
        expect(stillOpen()).toBe(1);
        await dispose();
        expect(stillOpen()).toBe(0);
      }
    },
  );

  test("dispose works before the first call, and after a refusal", async () => {
    const { passes, stillOpen } = watched(plainPasses);
    const pipeline = { aggregator: AggregatorConfig.parse("trimmedMean") };
    const options = { pipeline, previous, expectedByzantine: 3, random, passes };
    await ruleTrial(options).dispose();
    const { aggregate, dispose } = ruleTrial(options);
    await expect(aggregate(honest)).rejects.toThrow(RangeError);
    await dispose();
    expect(stillOpen()).toBe(0);
  });
});
