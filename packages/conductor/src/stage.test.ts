import { expect, test } from "vitest";
import { stageError, stageMoments } from "./stage";

const rows = (...values: number[][]) => values.map((row) => Float32Array.from(row));

test("the stage hands out mean and deviation of each arm's rows", () => {
  const [first, second] = stageMoments([rows([1, 0], [3, 0]), rows([5, 7])]);
  // mean (2, 0); deviation with ddof 1: √((1 + 1)/1) = √2
  expect([...first.mean]).toEqual([2, 0]);
  expect(first.std[0]).toBeCloseTo(Math.SQRT2, 6);
  expect([...second.mean]).toEqual([5, 7]);
});

test("the aggregation error is the distance to the honest mean", () => {
  expect(stageError(Float32Array.of(5, 4), rows([1, 0], [3, 0]))).toBe(5); // (3, 4) away from (2, 0)
});

test.each([
  ["no aggregate", undefined, rows([1, 2])],
  ["no honest row", Float32Array.of(1, 2), []],
  ["an honest mean beyond finite", Float32Array.of(1, 2), rows([Number.POSITIVE_INFINITY, 0])],
])("with %s there is no error to tell", (_, aggregate, honest) => {
  expect(stageError(aggregate, honest)).toBeNull();
});
