import {
  requireCount,
  requireIndices,
  requireKeep,
  requireLength,
  requireTrim,
  requireWhole,
} from "./passChecks";
import type { UpdateMatrix } from "./updateMatrix";

/**
 * Wraps an implementation of the passes with argument checks, so that all implementations give the same errors.
 *
 * `lengthOf`: d of a vector.
 */
export function checked<Vector>(
  passes: UpdateMatrix<Vector>,
  lengthOf: (vector: Vector) => number,
): UpdateMatrix<Vector> {
  const { m, d } = passes;
  const requireVector = (pass: string, vector: Vector) => requireLength(pass, lengthOf(vector), d);
  return {
    ...passes,
    combine(weights, around) {
      requireLength("combine", weights.length, m);
      if (around !== undefined) {
        requireIndices("combine", [around], m);
        requireWhole("combine", weights);
      }
      return passes.combine(weights, around);
    },
    stepFrom(v, kept, radius) {
      requireVector("stepFrom", v);
      requireLength("stepFrom", kept.length, m);
      return passes.stepFrom(v, kept, radius);
    },
    mix(weights, k) {
      requireCount("mix", k);
      requireLength("mix", weights.length, k * m);
      return passes.mix(weights, k);
    },
    select(rows) {
      requireIndices("select", rows, m);
      return passes.select(rows);
    },
    columns(indices) {
      requireIndices("columns", indices, d);
      return passes.columns(indices);
    },
    trimmedMean(f) {
      requireTrim("trimmedMean", m, f);
      return passes.trimmedMean(f);
    },
    trimShares(f) {
      requireTrim("trimShares", m, f);
      return passes.trimShares(f);
    },
    meanAround(center, keep) {
      requireVector("meanAround", center);
      requireKeep("meanAround", m, keep);
      return passes.meanAround(center, keep);
    },
    distancesTo(v, norm) {
      requireVector("distancesTo", v);
      return passes.distancesTo(v, norm);
    },
    signAgreements(v) {
      requireVector("signAgreements", v);
      return passes.signAgreements(v);
    },
  };
}
