import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import type { Passes } from "../../matrix/passes";
import { updateMatrixCases } from "../../matrix/updateMatrix.cases";
import { buildPipeline, type PipelineConfig } from "../../methods/pipeline";
import { PRE_AGGREGATORS } from "../../methods/preAggregators";
import { ruleRegistry } from "../../methods/rules";
import { plainPasses } from "../plain/passes";
import { updateMatrix } from "../plain/updateMatrix";
import { loadKernels } from "../simd/node";
import { simdPasses } from "../simd/passes";
import { slicedMatrix } from "./slicedMatrix";
import { slicesOf } from "./slices";
import { rowSource } from "./source";

const simd = simdPasses(await loadKernels()) as Passes<unknown>;
const columnsOf = (rows: readonly ArrayLike<number>[], columns: number, passes: Passes<unknown>) =>
  slicedMatrix(
    slicesOf(rowSource(rows.map((row) => Float32Array.from(row))), passes, 4 * rows.length * columns),
  );

updateMatrixCases("SIMD passes on slices of 50 columns", {
  matrix: (rows) => columnsOf(rows, 50, simd),
  vector: (values) => Float32Array.from(values),
  values: (vector) => vector,
});
updateMatrixCases("plain passes on slices of two columns", {
  matrix: (rows) => columnsOf(rows, rows[0].length > 100 ? 100 : 2, plainPasses as Passes<unknown>),
  vector: (values) => Float32Array.from(values),
  values: (vector) => vector,
});

const [m, d, f] = [11, 203, 2];
const random = stream(3);
const rows = Array.from({ length: m }, (_, i) =>
  Float32Array.from({ length: d }, () => (i < m - f ? 1 : -2) + random.normal()),
);
const previous = new Float32Array(d);
const root = rows[0].map((x) => x / 2);

const methods: [string, PipelineConfig][] = [
  ...Object.keys(ruleRegistry).map((rule): [string, PipelineConfig] => [rule, { aggregator: rule }]),
  ...Object.keys(PRE_AGGREGATORS).map((kind): [string, PipelineConfig] => [
    `${kind} + coordinateMedian`,
    { aggregator: "coordinateMedian", preAggregators: [kind] },
  ]),
  ["dnc on drawn columns", { aggregator: { rule: "dnc", sample: 60 } }],
];
/** Each column of the aggregate is made of that column alone, or of rows that the slices' rounding does not change. */
const SAME_BITS = ["mean", "coordinateMedian", "trimmedMean", "meamed", "phocas", "signMajority", "krum"];

/** f, or the most that the rule allows with so few workers. */
function allowedF(rule: keyof typeof ruleRegistry | undefined): number {
  if (rule === undefined) return f;
  return [f, 1, 0].find((most) => ruleRegistry[rule].minWorkers(most) <= m) ?? 0;
}

describe("rules on slices", () => {
  test.each(methods)("%s gives the aggregate of the whole matrix", async (name, config) => {
    const rule = name in ruleRegistry ? (name as keyof typeof ruleRegistry) : undefined;
    const build = () => buildPipeline(config, { m, f: allowedF(rule), random: stream(4) });
    const whole = await build()(updateMatrix(rows), previous, root);
    for (const columns of [16, 203]) {
      const sliced = await build()(columnsOf(rows, columns, simd), previous, root);
      expect(sliced.aggregate).toBeAllClose([...whole.aggregate], { rtol: 1e-6, atol: 1e-7 });
      if (SAME_BITS.includes(name)) expect(sliced.aggregate).toEqual(whole.aggregate);
      expect(sliced.kept).toBeAllClose([...whole.kept], { rtol: 1e-6, atol: 1e-9 });
      expect(sliced.warnings).toEqual(whole.warnings);
    }
  });
});

test("a row that survives the trim in every column has the share 1, however many slices", async () => {
  for (const columns of [1, 2, 7, 50]) {
    expect(await columnsOf(rows, columns, simd).trimShares(0)).toEqual(new Float64Array(m).fill(1));
  }
});

describe("slicesOf", () => {
  test("reads each column once a pass, and only rows that count", async () => {
    const source = rowSource(rows);
    const reads: string[] = [];
    const noting: typeof source = {
      ...source,
      read(chosen, from, to) {
        reads.push(`${chosen.length} × ${from}–${to}`);
        return source.read(chosen, from, to);
      },
    };
    const updates = slicedMatrix(slicesOf(noting, simd, 4 * m * 100));
    await updates.coordinateMedian();
    expect(reads.splice(0)).toEqual(["11 × 0–100", "11 × 100–200", "11 × 200–203"]);
    await updates.squaredDistances();
    await updates.squaredDistances();
    expect(reads.splice(0)).toHaveLength(3);
    await updates.combine(new Float64Array(m).with(4, 1)); // one row: a slice of as many bytes holds all its columns
    expect(reads.splice(0)).toEqual(["1 × 0–203"]);
    await updates.combine(new Float64Array(m));
    expect(reads).toEqual([]);
  });

  test("frees the slice when a pass fails", async () => {
    let open = 0;
    const counted: Passes<unknown> = {
      ...simd,
      async open(m, d) {
        const arrivals = await simd.open(m, d);
        open++;
        const dispose = () => {
          open--;
          arrivals.dispose();
        };
        return { ...arrivals, dispose };
      },
    };
    const failing = {
      ...rowSource(rows),
      read: (_: readonly number[], from: number) => {
        if (from > 0) throw new Error("the disk is gone");
        return rows.map((row) => row.subarray(0, 16));
      },
    };
    await expect(slicedMatrix(slicesOf(failing, counted, 4 * m * 16)).mean()).rejects.toThrow(
      "the disk is gone",
    );
    expect(open).toBe(0);
  });
});
