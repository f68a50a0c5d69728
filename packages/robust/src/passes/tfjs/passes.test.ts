import "@honest-majority/testing";
import "@tensorflow/tfjs-backend-cpu";
import { stream } from "@honest-majority/random";
import { enableProdMode, memory, setBackend, type Tensor1D, tensor1d } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import type { Arrivals } from "../../matrix/passes";
import { updateMatrixCases } from "../../matrix/updateMatrix.cases";
import { geometricMedian } from "../../methods/rules/geometricMedian";
import { updateMatrix } from "../plain/updateMatrix";
import { landed, onTensors } from "./landed.cases";
import { tfjsPasses } from "./passes";

beforeAll(async () => {
  enableProdMode(); // tfjs advertises tfjs-node to every Node user
  await setBackend("cpu");
});

updateMatrixCases("the tfjs passes on the CPU backend", onTensors);

const draws = (seed: number, m: number, d: number) => {
  const random = stream(seed, m, d);
  return Array.from({ length: m }, () => Float32Array.from({ length: d }, () => random.normal()));
};

describe("tfjs passes", () => {
  test("values of more than one block give the same results", async () => {
    const d = 2 ** 20 + 300; // two rows are two blocks of columns, the second narrow
    const rows = draws(3, 2, d);
    const plain = updateMatrix(rows);
    const arrivals = landed(rows);
    const updates = arrivals.matrix([0, 1]);
    const weights = Float64Array.of(0.75, -0.5);
    expect(await arrivals.read(await updates.combine(weights))).toBeAllClose(
      (await plain.combine(weights)) as Float32Array,
    );
    const [, square] = (await plain.squaredDistances()) as Float64Array;
    expect(await updates.squaredDistances()).toBeAllClose([0, square, square, 0], { rtol: 1e-12 });
    expect(await updates.signCounts()).toEqual(await plain.signCounts());
    arrivals.dispose();
  });

  test("sweep leaves as many tensors as before the round, and dispose leaves none", async () => {
    const before = memory().numTensors;
    const arrivals = tfjsPasses().open(5, 40) as Arrivals<Tensor1D>;
    const after: number[] = [];
    for (let round = 0; round < 4; round++) {
      for (const [i, row] of draws(round, 5, 40).entries()) await arrivals.land(i, row);
      const updates = arrivals.matrix([0, 1, 2, 4]);
      await updates.squaredDistances();
      await (await geometricMedian()(updates, arrivals.vector(new Float32Array(40)))).aggregate.data();
      await updates.meanAround(await updates.coordinateMedian(), 2);
      await updates.trimShares(1);
      await (await updates.columns(Uint32Array.of(3, 1))).squaredDistances();
      await updates.select([3, 1]).majorityScores();
      await updates.signCounts();
      await updates.signAgreements(await updates.signMajority());
      arrivals.sweep();
      after.push(memory().numTensors - before);
    }
    // 5 rows; from the second round on distances are computed as rows land, and those of row 3, which are never read, wait in a strip
    expect(after).toEqual([5, 6, 6, 6]);
    arrivals.dispose();
    expect(memory().numTensors).toBe(before);
  });

  test("a row that lands again gets new distances, whenever they were computed", async () => {
    const arrivals = landed([
      [1, 2],
      [4, 6],
      [0, 0],
    ]);
    expect((await arrivals.matrix([0, 1]).squaredDistances())[1]).toBe(25);
    await arrivals.land(0, Float32Array.of(4, 5));
    expect((await arrivals.matrix([1, 0]).squaredDistances())[1]).toBe(1);
    arrivals.sweep();
    await arrivals.land(2, Float32Array.of(4, 8)); // no other row of its round has landed, so its distances are computed on demand
    expect(await arrivals.matrix([0, 2, 1]).squaredDistances()).toEqual(
      // rows (4,5), (4,8), (4,6)
      Float64Array.of(0, 9, 1, 9, 0, 4, 1, 4, 0),
    );
  });

  test("land copies the row, and read returns a vector's values unchanged", async () => {
    const arrivals = tfjsPasses().open(1, 2) as Arrivals<Tensor1D>;
    const row = Float32Array.of(3, -4);
    await arrivals.land(0, row);
    const vector = arrivals.vector(row);
    row.fill(0);
    const updates = arrivals.matrix([0]);
    expect(await arrivals.read(await updates.combine(Float64Array.of(1)))).toEqual(Float32Array.of(3, -4));
    expect(await arrivals.read(vector)).toEqual(Float32Array.of(3, -4));
  });

  test("combine ignores rows of weight 0 and stays exact for very large weights", async () => {
    const arrivals = landed([
      [1, -3],
      [3e38, -3e38],
      [2 ** -100, 5],
    ]);
    const updates = arrivals.matrix([0, 1, 2]);
    const read = async (...weights: number[]) =>
      Array.from(await arrivals.read(await updates.combine(Float64Array.from(weights))));
    expect(await read(1 / 3, 0, 0)).toEqual([Math.fround(1 / 3), -1]);
    expect(await read(0, 0, 2 ** 150)).toEqual([2 ** 50, Number.POSITIVE_INFINITY]); // float32 cannot hold 5·2¹⁵⁰
    expect(await read(2 ** -130, 2 ** -126, 0)).toEqual([
      Math.fround(3e38 * 2 ** -126),
      Math.fround(-3e38 * 2 ** -126),
    ]);
  });

  test("distancesTo keeps its precision over all of float32's range", async () => {
    for (const scale of [2 ** -70, 2 ** -41, 1, 2 ** 41, 2 ** 100]) {
      const [a, b] = draws(9, 2, 700).map((row) => row.map((x) => x * scale));
      const updates = landed([a, b]).matrix([0, 1]);
      const square = a.reduce((sum, x, j) => sum + (x - b[j]) ** 2, 0);
      expect((await updates.squaredDistances())[1] / square).toBeCloseTo(1, 12);
      const l1 = a.reduce((sum, x, j) => sum + Math.abs(x - b[j]), 0);
      expect((await updates.distancesTo(tensor1d(b), "l1"))[0] / l1).toBeCloseTo(1, 12);
    }
  });

  test("invalid arguments give the same errors as in the other passes", () => {
    const arrivals = landed([
      [1, 2],
      [3, 4],
    ]);
    expect(() => tfjsPasses().open(0, 2)).toThrow("passes: m must be an integer >= 1, got 0");
    expect(() => arrivals.land(2, new Float32Array(2))).toThrow("land: i must be an integer in 0 … 1, got 2");
    expect(() => arrivals.land(1, new Float32Array(3))).toThrow("land: a row must hold 2 values, got 3");
    expect(() => arrivals.matrix([0, 5])).toThrow("matrix: row 5 must have landed, it has not");
    expect(() => arrivals.matrix([0]).trimmedMean(1)).toThrow(
      "trimmedMean: f must be an integer with 0 <= 2f < m = 1, got 1",
    );
  });

  test("sums are rounded once and equal the plain passes' bit for bit", async () => {
    const rows = draws(11, 7, 300);
    const random = stream(12);
    const weights = Float64Array.from(rows, () => random.normal());
    const arrivals = landed(rows);
    const updates = arrivals.matrix([...rows.keys()]);
    const plain = updateMatrix(rows);
    expect(await arrivals.read(await updates.combine(weights))).toEqual(await plain.combine(weights));
    const center = rows[3].map((x) => x + 5);
    expect(await arrivals.read(await updates.stepFrom(arrivals.vector(center), weights))).toEqual(
      await plain.stepFrom(center, weights),
    );
  });

  test("columns full of ties give the plain passes' results", async () => {
    const random = stream(13);
    const whole = () => Float32Array.from({ length: 400 }, () => Math.round(1.5 * random.normal()));
    const rows = Array.from({ length: 8 }, whole);
    const center = whole();
    const arrivals = landed(rows);
    const updates = arrivals.matrix([...rows.keys()]);
    const plain = updateMatrix(rows);
    for (let keep = 1; keep <= 8; keep++) {
      const around = await updates.meanAround(arrivals.vector(center), keep);
      expect(await arrivals.read(around)).toBeAllClose(
        (await plain.meanAround(center, keep)) as Float32Array,
      );
    }
    expect(await updates.trimShares(2)).toBeAllClose(await plain.trimShares(2));
    expect(await updates.majorityScores()).toEqual(await plain.majorityScores());
    expect(await updates.signAgreements(arrivals.vector(center))).toEqual(await plain.signAgreements(center));
  });

  test("majorityScores compares a value with the mean exactly, to the precision of two floats", async () => {
    // with u = 2⁻²³: rows 1 + u, 1 + u, 1 + 2u, mean 1 + 4u/3; float32 can hold neither m·x = 3 + 3u nor the mean
    const step = 2 ** -23;
    const rows = [[1 + step], [1 + step], [1 + 2 * step]];
    expect(await landed(rows).matrix([0, 1, 2]).majorityScores()).toEqual(Float64Array.of(1, 1, 0));
  });
});
