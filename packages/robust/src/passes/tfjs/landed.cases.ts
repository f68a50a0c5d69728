import { type Tensor1D, tensor1d } from "@tensorflow/tfjs-core";
import type { Arrivals } from "../../matrix/passes";
import type { Implementation } from "../../matrix/updateMatrix.cases";
import { tfjsPasses } from "./passes";

/** Lands these rows in order on the current backend. */
export function landed(rows: readonly ArrayLike<number>[]): Arrivals<Tensor1D> {
  const arrivals = tfjsPasses().open(rows.length, rows[0].length) as Arrivals<Tensor1D>;
  for (const [i, row] of rows.entries()) void arrivals.land(i, Float32Array.from(row)); // lands synchronously
  return arrivals;
}

/** The tfjs implementation for the shared test cases. */
export const onTensors: Implementation<Tensor1D> = {
  matrix: (rows) => landed(rows).matrix([...rows.keys()]),
  vector: (values) => tensor1d(Float32Array.from(values)),
  values: (vector) => vector.data(),
};
