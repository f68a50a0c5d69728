import type { Arrivals, Passes } from "../../matrix/passes";
import { updateMatrix } from "./updateMatrix";

/** The passes in plain TypeScript, with the same interface as the faster ones. Distances are computed on demand. */
export const plainPasses: Passes<Float32Array> = {
  name: "plain",
  open(m, d): Arrivals<Float32Array> {
    for (const [letter, value] of Object.entries({ m, d })) {
      if (!Number.isInteger(value) || value < 1) {
        throw new RangeError(`passes: ${letter} must be an integer >= 1, got ${value}`);
      }
    }
    const landed: (Float32Array | undefined)[] = new Array(m);
    return {
      d,
      land(i, row) {
        if (!Number.isInteger(i) || i < 0 || i >= m) {
          throw new RangeError(`land: i must be an integer in 0 … ${m - 1}, got ${i}`);
        }
        if (row.length !== d) throw new RangeError(`land: a row must hold ${d} values, got ${row.length}`);
        landed[i] = row.slice();
      },
      matrix: (rows) =>
        updateMatrix(
          rows.map((i) => {
            const row = landed[i];
            if (row === undefined) throw new RangeError(`matrix: row ${i} must have landed, it has not`);
            return row;
          }),
        ),
      vector: (values) => values.slice(),
      read: (vector) => Float32Array.from(vector),
      sweep() {},
      dispose() {
        landed.fill(undefined);
      },
    };
  },
};
