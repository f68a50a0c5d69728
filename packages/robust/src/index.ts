export type { Aggregation, Aggregator, RuleFacts, RuleOption } from "./aggregator";
export { aksel } from "./aggregators/aksel";
export { type BrsgdOptions, brsgd } from "./aggregators/brsgd";
export { type BulyanOptions, bulyan } from "./aggregators/bulyan";
export { type CafOptions, caf } from "./aggregators/caf";
export { type CenteredClipOptions, centeredClip } from "./aggregators/centeredClip";
export { type CgeOptions, cge } from "./aggregators/cge";
export { clippedClustering } from "./aggregators/clippedClustering";
export { coordinateMedian } from "./aggregators/coordinateMedian";
export { type DncOptions, dnc } from "./aggregators/dnc";
export { flTrust } from "./aggregators/flTrust";
export { type GeometricMedianOptions, geometricMedian } from "./aggregators/geometricMedian";
export { type KrumOptions, krum } from "./aggregators/krum";
export { type MdaOptions, mda } from "./aggregators/mda";
export { type MeamedOptions, meamed } from "./aggregators/meamed";
export { mean } from "./aggregators/mean";
export { type MonnaOptions, monna } from "./aggregators/monna";
export { type MultiKrumOptions, multiKrum } from "./aggregators/multiKrum";
export { type PhocasOptions, phocas } from "./aggregators/phocas";
export { type SignGuardOptions, signGuard } from "./aggregators/signGuard";
export { signMajority } from "./aggregators/signMajority";
export { type SmeaOptions, smea } from "./aggregators/smea";
export { type TrimmedMeanOptions, trimmedMean } from "./aggregators/trimmedMean";
export type { AttackFacts, AttackInput, Knowledge } from "./attack";
export { attackStrength, type Target } from "./attackStrength";
export { ATTACKS, attackVector } from "./attacks";
export { alieStrength, alieZ } from "./attacks/alie";
export { flipLabel } from "./attacks/labelFlip";
export { columnMeans, moments } from "./moments";
export type { Arrivals, Passes } from "./passes";
export { buildPipeline, type PipelineConfig } from "./pipeline";
export { plainPasses } from "./plain/passes";
export { updateMatrix } from "./plain/updateMatrix";
export type { PreAggregation, PreAggregator, PreAggregatorFacts } from "./preAggregator";
export { buildPreAggregator, PRE_AGGREGATORS, rowsLeft } from "./preAggregators";
export { buildAggregator, type Expected, guardRail, RULES } from "./rules";
export { simdPasses } from "./simd/passes";
export { type PlainMatrix, plainMatrix } from "./simd/plainMatrix";
export type { SimdVector } from "./simd/vector";
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
export type { Later, UpdateMatrix } from "./updateMatrix";
