import { firstDifference, readVectors, type Tolerance, vectorsMissing } from "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import type { Arrivals, Passes } from "../matrix/passes";
import type { UpdateMatrix } from "../matrix/updateMatrix";
import { indicator } from "../numerics/selection";
import type { PreAggregator } from "./definePreAggregator";
import type { Aggregator } from "./defineRule";
import { buildPipeline, type GivenPreAggregator, type GivenRule } from "./pipeline";
import { arc } from "./pre/arc";
import { bucketing } from "./pre/bucketing";
import { clipping } from "./pre/clipping";
import { nearestNeighborMixing } from "./pre/nearestNeighborMixing";
import { aksel } from "./rules/aksel";
import { brsgd } from "./rules/brsgd";
import { bulyan } from "./rules/bulyan";
import { centeredClip } from "./rules/centeredClip";
import { cge } from "./rules/cge";
import { coordinateMedian } from "./rules/coordinateMedian";
import { geometricMedian } from "./rules/geometricMedian";
import { krum } from "./rules/krum";
import { mda } from "./rules/mda";
import { meamed } from "./rules/meamed";
import { mean } from "./rules/mean";
import { monna } from "./rules/monna";
import { multiKrum } from "./rules/multiKrum";
import { phocas } from "./rules/phocas";
import { trimmedMean } from "./rules/trimmedMean";

type Inputs = Record<string, { input: number[][] }>;
interface Entry<Params, Output = number[]> {
  name: string;
  params: Params;
  d: number;
  f: number;
  inputId: string;
  output: Output;
  tolerance: Tolerance;
  extra?: { scores: number[]; selected: number[] };
}

/** Our names for those of byzfl_pipeline.json. */
const PIPELINE_STAGES: Record<
  string,
  string | { kind: string; c: number } | { rule: string; neighbours: string }
> = {
  NNM: "nearestNeighborMixing",
  "Clipping(1)": { kind: "clipping", c: 1 },
  Median: "coordinateMedian",
  TrMean: "trimmedMean",
  "Krum(n-f-1)": { rule: "krum", neighbours: "n-f-1" },
};

/** Checks every file of the conformance vectors with one implementation of the passes. */
export function conformanceCases<Vector>(name: string, passes: Passes<Vector>): void {
  if (vectorsMissing) console.log(`skipped: ${vectorsMissing}`);

  describe.skipIf(vectorsMissing)(`${name} reproduces the reference implementations`, () => {
    const inputs = vectorsMissing ? {} : readVectors<Inputs>("inputs.json");

    /** The rule's result for these rows, with its vectors read back. */
    function aggregate(
      rule: Aggregator,
      rows: readonly number[][],
      previous = new Float32Array(rows[0].length),
    ) {
      return withMatrix(passes, rows, async (updates, arrivals) => {
        const answer = await rule(updates, arrivals.vector(previous));
        return { ...answer, aggregate: await arrivals.read(answer.aggregate) };
      });
    }

    /** Checks a whole file. `count` is the number of its entries, so that a missing entry fails. */
    function conform<Params>(file: string, count: number, rule: (entry: Entry<Params>) => Aggregator) {
      test(`${file}: ${count} entries`, async () => {
        const entries = readVectors<Entry<Params>[]>(file);
        const failures: string[] = [];
        for (const entry of entries) {
          const result = await aggregate(rule(entry), inputs[entry.inputId].input);
          // tolerance 0 means one of the input rows, printed to 12 digits, which identify its float32 values
          const expected = entry.tolerance.atol === 0 ? Float32Array.from(entry.output) : entry.output;
          const difference = firstDifference(result.aggregate, expected, entry.tolerance);
          if (difference) failures.push(`${entry.name}: ${difference}`);
          if (entry.extra) failures.push(...explain(entry.name, entry.extra, result));
        }
        expect(failures).toEqual([]);
        expect(entries).toHaveLength(count);
      });
    }

    /** Does the same for a pre-aggregator, row by row. */
    function conformRows<Params>(
      file: string,
      count: number,
      preAggregator: (entry: Entry<Params, number[][]>) => PreAggregator,
    ) {
      test(`${file}: ${count} entries`, async () => {
        const entries = readVectors<Entry<Params, number[][]>[]>(file);
        const failures: string[] = [];
        for (const entry of entries) {
          const rows = await withMatrix(passes, inputs[entry.inputId].input, async (updates, arrivals) => {
            const transformed = await preAggregator(entry)(updates);
            const read = async (i: number) =>
              arrivals.read(await transformed.updates.combine(indicator(transformed.updates.m, [i])));
            return Promise.all(Array.from({ length: transformed.updates.m }, (_, i) => read(i)));
          });
          const difference = firstDifference(
            rows.flatMap((row) => [...row]),
            entry.output.flat(),
            entry.tolerance,
          );
          if (difference) failures.push(`${entry.name}: ${difference}`);
        }
        expect(failures).toEqual([]);
        expect(entries).toHaveLength(count);
      });
    }

    conform("byzfl_average.json", 18, () => mean());
    conform("byzfl_median.json", 18, () => coordinateMedian());
    conform<{ f: number }>("byzfl_trmean.json", 18, ({ params }) => trimmedMean(params));
    conform("flower_krum.json", 18, ({ f }) => krum({ f }));
    conform("byzfl_krum.json", 18, ({ f }) => krum({ f, neighbours: "n-f-1" }));
    conform<{ to_keep: number }>("flower_multikrum.json", 32, ({ f, params }) =>
      multiKrum({ f, k: params.to_keep }),
    );
    conform("byzfl_multikrum.json", 18, ({ f }) => multiKrum({ f, neighbours: "n-f-1" }));
    conform<{ tau: number; L: number }>("byzfl_centeredclipping.json", 69, ({ params: { tau, L } }) =>
      centeredClip({ tau, iterations: L }),
    );
    conform<{ nu: number; T: number }>("byzfl_geomedian_T3_nu0.1.json", 18, ({ params: { nu, T } }) =>
      geometricMedian({ nu, iterations: T, start: "zero" }),
    );
    conform("indep_geomedian_exact.json", 18, () => geometricMedian());
    conform("indep_brsgd_auto.json", 18, () => brsgd());
    conform<{ beta: number }>("indep_brsgd_beta0.3.json", 18, ({ params }) => brsgd({ keep: params.beta }));
    conform<{ threshold: number }>("indep_brsgd_fixedT.json", 18, ({ params }) =>
      brsgd({ threshold: 2 * params.threshold }),
    );

    conform("byzfl_mda.json", 13, ({ f }) => mda({ f }));
    conform<{ idx: number }>("byzfl_monna.json", 15, ({ f, params }) => monna({ f, pivot: params.idx }));
    conform("byzfl_meamed.json", 18, ({ f }) => meamed({ f }));
    conform("bymom_phocas.json", 11, ({ f }) => phocas({ f }));
    conform("flower_bulyan.json", 9, ({ f }) => bulyan({ f }));
    conform("bymom_cge.json", 11, ({ f }) => cge({ f }));
    conform("bymom_aksel.json", 9, () => aksel());
    conform<{ pipeline: string[] }>("byzfl_pipeline.json", 51, ({ inputId, f, params: { pipeline } }) => {
      const stages = pipeline.map((stage) => PIPELINE_STAGES[stage]);
      const aggregator = stages.pop() as GivenRule;
      const preAggregators = stages as GivenPreAggregator[];
      return buildPipeline({ aggregator, preAggregators }, { m: inputs[inputId].input.length, f });
    });

    conformRows("byzfl_nnm.json", 15, ({ f }) => nearestNeighborMixing({ f }));
    conformRows<{ s: number; permutation: number[] }>("byzfl_bucketing.json", 30, ({ params }) =>
      bucketing(params),
    );
    conformRows<{ c: number }>("byzfl_clipping.json", 15, ({ params }) => clipping(params));
    conformRows("byzfl_arc.json", 15, ({ f }) => arc({ f }));

    test("byzfl_centeredclipping_rounds.json: 2 entries of 4 rounds, each starting from the previous aggregate", async () => {
      const entries = readVectors<
        {
          params: { tau: number; L: number };
          d: number;
          inputs: number[][][];
          outputs: number[][];
          tolerance: Tolerance;
        }[]
      >("byzfl_centeredclipping_rounds.json");
      expect(entries).toHaveLength(2);
      for (const { params, d, inputs: rounds, outputs, tolerance } of entries) {
        expect(rounds).toHaveLength(4);
        const clip = centeredClip({ tau: params.tau, iterations: params.L });
        let previous = new Float32Array(d);
        for (const [round, rows] of rounds.entries()) {
          previous = (await aggregate(clip, rows, previous)).aggregate;
          expect(previous).toBeAllClose(outputs[round], tolerance);
        }
      }
    });
  });
}

/** Lands the rows, the last one first, and frees everything when `use` is done. */
async function withMatrix<Vector, Result>(
  passes: Passes<Vector>,
  rows: readonly number[][],
  use: (updates: UpdateMatrix<Vector>, arrivals: Arrivals<Vector>) => Promise<Result>,
): Promise<Result> {
  const arrivals = await passes.open(rows.length, rows[0].length);
  try {
    for (const i of [...rows.keys()].reverse()) await arrivals.land(i, Float32Array.from(rows[i]));
    return await use(arrivals.matrix([...rows.keys()]), arrivals);
  } finally {
    arrivals.dispose();
  }
}

/** Our scores and selection must equal the reference's, if it gives them. */
function explain(
  name: string,
  extra: { scores: number[]; selected: number[] },
  result: { kept: Float64Array; scores?: Float64Array },
): string[] {
  const failures: string[] = [];
  const scores = firstDifference(result.scores ?? [], extra.scores, { rtol: 1e-6, atol: 1e-9 });
  if (scores) failures.push(`${name}: scores: ${scores}`);
  const selected = [...result.kept.keys()].filter((i) => result.kept[i] === 1);
  const expected = extra.selected.length === 0 ? selected : [...extra.selected].sort((a, b) => a - b);
  if (selected.join() !== expected.join())
    failures.push(`${name}: selected ${selected}, expected ${expected}`);
  return failures;
}
