export * from "./facts";
export type { Arrivals, Passes } from "./matrix/passes";
export type { Statistics } from "./matrix/statistics";
export type { Later, UpdateMatrix } from "./matrix/updateMatrix";
export { alieStrength, alieZ } from "./methods/attacks/alie";
export { flipLabel } from "./methods/attacks/labelFlip";
export { aksel } from "./methods/rules/aksel";
export { brsgd } from "./methods/rules/brsgd";
export { bulyan } from "./methods/rules/bulyan";
export { caf } from "./methods/rules/caf";
export { centeredClip } from "./methods/rules/centeredClip";
export { cge } from "./methods/rules/cge";
export { clippedClustering } from "./methods/rules/clippedClustering";
export { coordinateMedian } from "./methods/rules/coordinateMedian";
export { dnc } from "./methods/rules/dnc";
export { flTrust } from "./methods/rules/flTrust";
export { geometricMedian } from "./methods/rules/geometricMedian";
export { krum } from "./methods/rules/krum";
export { mda } from "./methods/rules/mda";
export { meamed } from "./methods/rules/meamed";
export { mean } from "./methods/rules/mean";
export { monna } from "./methods/rules/monna";
export { multiKrum } from "./methods/rules/multiKrum";
export { phocas } from "./methods/rules/phocas";
export { signGuard } from "./methods/rules/signGuard";
export { signMajority } from "./methods/rules/signMajority";
export { smea } from "./methods/rules/smea";
export { trimmedMean } from "./methods/rules/trimmedMean";
export { columnMeans, moments, plainStatistics } from "./numerics/moments";
export { median } from "./numerics/selection";
export { type Eigenpair, topEigenpair } from "./numerics/topEigenpair";
export { plainPasses } from "./passes/plain/passes";
export { updateMatrix } from "./passes/plain/updateMatrix";
export { simdPasses } from "./passes/simd/passes";
export { type PlainMatrix, plainMatrix } from "./passes/simd/plainMatrix";
export type { SimdVector } from "./passes/simd/vector";
export { slicedMatrix } from "./passes/sliced/slicedMatrix";
export { type Slices, slicesOf } from "./passes/sliced/slices";
export { type ColumnSource, rowSource } from "./passes/sliced/source";
export {
  boundByzsgdm,
  leastBoundByzsgdm,
  optimalBatchByzsgdm,
  optimalIntegerBatchByzsgdm,
  settingsByzsgdm,
} from "./theory/byzsgdm";
export {
  boundByzsgdnm,
  boundByzsgdnmAt,
  leastBoundByzsgdnm,
  optimalBatchByzsgdnm,
  optimalIntegerBatchByzsgdnm,
  orderByzsgdnm,
  settingsByzsgdnm,
  slowdownByzsgdnm,
} from "./theory/byzsgdnm";
export {
  estimateRobustness,
  estimateSmoothness,
  estimateVariance,
  type Observation,
  type Sampling,
} from "./theory/estimates";
export { type Problem, roundsFor, type Settings } from "./theory/problem";
