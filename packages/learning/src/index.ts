export { type Climb, climbLadder, type Failure, type Rung } from "./backend/ladder";
export { registerMissingKernels } from "./backend/missingKernels";
export { registerNumericPadding } from "./backend/numericPadding";
export { referenceGradient } from "./backend/reference";
export { type EverySecond, withinSeconds } from "./backend/seconds";
export { type SelfTest, selfTest } from "./backend/selfTest";
export { dropWasmKernels, registerWasmKernels } from "./backend/wasm/register";
export { type BackendWatch, watchBackend } from "./backend/watch";
export { parseCifar } from "./data/cifar";
export { type HeldOut, holdOut } from "./data/holdOut";
export { type IdxNames, parseIdx } from "./data/idx";
export { type PartitionOptions, partition } from "./data/partition";
export { subset } from "./data/subset";
export * from "./facts";
export { type GlyphsOptions, glyphs } from "./glyphs/glyphs";
export { GLYPHS } from "./glyphs/symbols";
export { initialParameters, type ParameterTensor, parameterCount, parameterLayout } from "./model/layout";
export { type Privacy, privatize } from "./privacy/privatize";
export { batchesPerEpoch, batchPicker } from "./training/batch";
export { type Descent, descend } from "./training/descend";
export { createEvaluator, type Evaluator, type EvaluatorOptions } from "./training/evaluator";
export {
  type ArmGradient,
  createLearner,
  type Learner,
  type LearnerOptions,
} from "./training/learner";
export { createLearnerPool, type LearnerPool, type LearnerPoolOptions } from "./training/learnerPool";
export type { LocalSteps } from "./training/localSteps";
export { momentumStep } from "./training/momentum";
export { type PredictOptions, predict } from "./training/predict";
export { learningRateAt, type ScheduleInput } from "./training/schedule";
export { type StepTimesOptions, stepTimes } from "./training/stepTimes";
