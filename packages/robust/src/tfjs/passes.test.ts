import "@honest-majority/testing";
import "@tensorflow/tfjs-backend-cpu";
import { setBackend, type Tensor1D, tensor1d } from "@tensorflow/tfjs-core";
import { beforeAll } from "vitest";
import type { Arrivals } from "../passes";
import { updateMatrixCases } from "../updateMatrix.cases";
import { tfjsPasses } from "./passes";

beforeAll(() => setBackend("cpu"));

const landed = (rows: readonly ArrayLike<number>[]) => {
  const arrivals = tfjsPasses().open(rows.length, rows[0].length) as Arrivals<Tensor1D>;
  rows.forEach((row, i) => {
    arrivals.land(i, Float32Array.from(row));
  });
  return arrivals;
};

updateMatrixCases("the tfjs passes on the CPU backend", {
  matrix: (rows) => landed(rows).matrix([...rows.keys()]),
  vector: (values) => tensor1d(Float32Array.from(values)),
  values: (vector) => vector.data(),
});
