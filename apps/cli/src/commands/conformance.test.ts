import { firstDifference, readVectors, type Tolerance, vectorsMissing } from "@honest-majority/testing";
import { describe, expect, test } from "vitest";
import { flagsOf } from "../commandLine.cases";
import { aggregate, defineAggregate } from "./aggregate";
import { inChunks } from "./input/npy.cases";

interface Entry {
  name: string;
  params: Record<string, unknown>;
  f: number;
  inputId: string;
  output: number[];
  tolerance: Tolerance;
}

if (vectorsMissing) console.log(`skipped: ${vectorsMissing}`);

/** The flags for each stage of a pipeline, by the reference's name of the stage. */
const STAGES: Readonly<Record<string, string>> = {
  NNM: "nnm",
  "Clipping(1)": "clipping:1",
  Median: "--rule median",
  "Krum(n-f-1)": "--rule krum --neighbours n-f-1",
  TrMean: "--rule tm",
};

function pipelineFlags({ params }: Entry): string {
  const stages = (params.pipeline as string[]).map((stage) => STAGES[stage]);
  return `--pre ${stages.slice(0, -1).join(",")} ${stages.at(-1)}`;
}

describe.skipIf(vectorsMissing)("aggregate on the reference vectors", () => {
  const inputs = vectorsMissing ? {} : readVectors<Record<string, { input: number[][] }>>("inputs.json");

  test.each<[string, number, (entry: Entry) => string]>([
    ["byzfl_pipeline.json", 51, pipelineFlags],
    ["flower_krum.json", 18, () => "--rule krum"],
    ["flower_multikrum.json", 32, ({ params }) => `--rule multi-krum --k ${params.to_keep}`],
    [
      "byzfl_centeredclipping.json",
      69,
      ({ params: { tau, L } }) => `--rule cc --tau ${tau} --iterations ${L}`,
    ],
    [
      "byzfl_geomedian_T3_nu0.1.json",
      18,
      () => '--rule gm --nu .1 --options {"iterations":3,"start":"zero"}',
    ],
    ["indep_brsgd_auto.json", 18, () => "--rule brsgd --threshold auto"],
  ])("reproduces %s: %d entries", async (file, count, written) => {
    const entries = readVectors<Entry[]>(file);
    const failures: string[] = [];
    for (const entry of entries) {
      const { name, inputId, f, output, tolerance } = entry;
      const flags = await flagsOf(defineAggregate, [...written(entry).split(" "), "--f", String(f)]);
      const text = JSON.stringify({ updates: inputs[inputId].input });
      const answer = await aggregate(flags, inChunks(Buffer.from(text)));
      // tolerance 0: the output is an input row, printed to 12 digits, which identify its float32 values
      const expected = tolerance.atol === 0 ? Float32Array.from(output) : output;
      const difference = firstDifference(answer.aggregate as Float32Array, expected, tolerance);
      if (difference) failures.push(`${name}: ${difference}`);
    }
    expect(failures).toEqual([]);
    expect(entries).toHaveLength(count);
  });
});
