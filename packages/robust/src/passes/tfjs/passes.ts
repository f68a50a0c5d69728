import { getBackend, type Tensor1D, tensor1d } from "@tensorflow/tfjs-core";
import { requireRoom, requireRow } from "../../matrix/passChecks";
import type { Arrivals, Passes } from "../../matrix/passes";
import { memory } from "./memory";
import { pairs } from "./pairs";
import { tensorMatrix } from "./updateMatrix";

/**
 * The passes on tfjs's current backend, whichever it is. Sums keep twice float32's precision, so the results equal those
 * of the other passes.
 */
export function tfjsPasses(): Passes<Tensor1D> {
  return {
    name: `tfjs on ${getBackend()}`,
    open(m, d): Arrivals<Tensor1D> {
      requireRoom(m, d);
      const rows: (Tensor1D | undefined)[] = new Array(m);
      const made = memory();
      const distances = pairs();
      return {
        d,
        land(i, values) {
          requireRow(i, m, values.length, d);
          rows[i]?.dispose();
          const row = tensor1d(values.slice()); // a backend may keep the array that it gets
          rows[i] = row;
          distances.land(i, row);
        },
        matrix(chosen) {
          const landed = chosen.map((i) => {
            const row = rows[i];
            if (row === undefined) throw new RangeError(`matrix: row ${i} must have landed, it has not`);
            return row;
          });
          if (landed.length < 1) throw new RangeError("matrix: at least one row must be named, got 0");
          return tensorMatrix(landed, made, () => distances.among(chosen));
        },
        vector: (values) => made.keep(tensor1d(values.slice())),
        read: async (vector) => Float32Array.from(await vector.data()),
        sweep() {
          made.sweep();
          distances.forgetRound();
        },
        dispose() {
          made.sweep();
          distances.dispose();
          for (const row of rows) row?.dispose();
          rows.fill(undefined);
        },
      };
    },
  };
}
