export type { Arrivals, Passes } from "./matrix/passes";
export type { Later, UpdateMatrix } from "./matrix/updateMatrix";
export type { Aggregation, Aggregator, RuleFacts, RuleOption } from "./methods/aggregator";
export type { AttackFacts, AttackInput, Knowledge } from "./methods/attack";
export { attackStrength, type Target } from "./methods/attackStrength";
export { ATTACKS, attackVector } from "./methods/attacks";
export { alieStrength, alieZ } from "./methods/attacks/alie";
export { flipLabel } from "./methods/attacks/labelFlip";
export { buildPipeline, type PipelineConfig } from "./methods/pipeline";
export type { PreAggregation, PreAggregator, PreAggregatorFacts } from "./methods/preAggregator";
export { buildPreAggregator, PRE_AGGREGATORS, rowsLeft } from "./methods/preAggregators";
export { buildAggregator, type Expected, guardRail, RULES } from "./methods/rules";
export { aksel } from "./methods/rules/aksel";
export { type BrsgdOptions, brsgd } from "./methods/rules/brsgd";
export { type BulyanOptions, bulyan } from "./methods/rules/bulyan";
export { type CafOptions, caf } from "./methods/rules/caf";
export { type CenteredClipOptions, centeredClip } from "./methods/rules/centeredClip";
export { type CgeOptions, cge } from "./methods/rules/cge";
export { clippedClustering } from "./methods/rules/clippedClustering";
export { coordinateMedian } from "./methods/rules/coordinateMedian";
export { type DncOptions, dnc } from "./methods/rules/dnc";
export { flTrust } from "./methods/rules/flTrust";
export { type GeometricMedianOptions, geometricMedian } from "./methods/rules/geometricMedian";
export { type KrumOptions, krum } from "./methods/rules/krum";
export { type MdaOptions, mda } from "./methods/rules/mda";
export { type MeamedOptions, meamed } from "./methods/rules/meamed";
export { mean } from "./methods/rules/mean";
export { type MonnaOptions, monna } from "./methods/rules/monna";
export { type MultiKrumOptions, multiKrum } from "./methods/rules/multiKrum";
export { type PhocasOptions, phocas } from "./methods/rules/phocas";
export { type SignGuardOptions, signGuard } from "./methods/rules/signGuard";
export { signMajority } from "./methods/rules/signMajority";
export { type SmeaOptions, smea } from "./methods/rules/smea";
export { type TrimmedMeanOptions, trimmedMean } from "./methods/rules/trimmedMean";
export { columnMeans, moments } from "./numerics/moments";
export { plainPasses } from "./passes/plain/passes";
export { updateMatrix } from "./passes/plain/updateMatrix";
export { simdPasses } from "./passes/simd/passes";
export { type PlainMatrix, plainMatrix } from "./passes/simd/plainMatrix";
export type { SimdVector } from "./passes/simd/vector";
export { boundByzsgdm, leastBoundByzsgdm, optimalBatchByzsgdm } from "./theory/byzsgdm";
export { boundByzsgdnm, leastBoundByzsgdnm, optimalBatchByzsgdnm } from "./theory/byzsgdnm";
export {
  estimateRobustness,
  estimateSmoothness,
  estimateVariance,
  type Observation,
  type Sampling,
} from "./theory/estimates";
export { type Problem, roundsFor } from "./theory/problem";
