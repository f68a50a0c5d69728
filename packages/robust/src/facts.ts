/**
 * Every rule, pre-aggregator and attack with its facts, its options as data and its arithmetic, and types and lists
 * derived from them. Nothing here computes on long vectors: the passes and their kernels are in the package's main
 * entry.
 */
export * from "./methods/attacks";
export * from "./methods/attackVector";
export {
  type Aim,
  ATTACK_GROUPS,
  type AttackEntry,
  type AttackFacts,
  type AttackGroup,
  type AttackInput,
  defineAttack,
  type Knowledge,
  type Poison,
  type PoisonContext,
  type Target,
  type TrainingBatch,
} from "./methods/defineAttack";
export * from "./methods/definePreAggregator";
export {
  type Aggregation,
  type Aggregator,
  type AnyRule,
  type BuildContext,
  type DefinedRule,
  defineRule,
  type LazyAggregation,
  type LazyAggregator,
  RULE_GROUPS,
  type RuleArithmetic,
  type RuleEntry,
  type RuleFacts,
  type RuleGroup,
} from "./methods/defineRule";
export * from "./methods/guardRail";
export {
  buildAggregator,
  buildPipeline,
  buildPreAggregator,
  type Expected,
  type GivenPreAggregator,
  type GivenRule,
  type PipelineConfig,
  preAggregatorConfig,
  rootExamplesOf,
  rowsLeft,
  ruleConfig,
  ruleOf,
} from "./methods/pipeline";
export * from "./methods/preAggregators";
export * from "./methods/rules";
export * from "./options/option";
export * from "./options/readOptions";
export * from "./options/registry";
