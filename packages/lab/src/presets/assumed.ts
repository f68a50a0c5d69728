/**
 * What the papers leave open, and how this project reads it. Each assumption looks at a run's config and says itself if it
 * matters in that run. Pure.
 */
import { modelOf } from "@honest-majority/learning/facts";
import type { RunConfig } from "@honest-majority/protocol";
import { PRE_AGGREGATORS, RULES } from "@honest-majority/robust/facts";

/** A clause for a report, without a full stop; undefined if the run does not depend on it. */
export type Assumption = (config: RunConfig) => string | undefined;

/** The clauses for some runs, each once, in the order of the assumptions. */
export function assumedIn(assumptions: readonly Assumption[], configs: readonly RunConfig[]): string[] {
  const clauses = assumptions.flatMap((assumption) => configs.flatMap((config) => assumption(config) ?? []));
  return [...new Set(clauses)];
}

const always = (clause: string) => () => clause;
const underAttack =
  (kind: string, clause: string): Assumption =>
  ({ attack, attackers = 0 }) =>
    attackers > 0 && attack.kind === kind ? clause : undefined;

/** The options of a rule that the run has. */
function optionsOf({ arms }: RunConfig, rule: string): Readonly<Record<string, unknown>> | undefined {
  return arms.map(({ aggregator }) => aggregator).find((aggregator) => aggregator.rule === rule);
}

const PICTURE = { height: 32, width: 32, channels: 3 };

const model: Assumption = (config) => {
  const layers = modelOf(config.model).layers(PICTURE, 10);
  const isResidual = layers.some(({ kind }) => kind === "residual");
  const isGrouped = layers.some(({ kind }) => kind === "groupNorm");
  if (!isResidual || !isGrouped) return undefined;
  return "group normalization for batch normalization, because updates hold no running means; projection shortcuts";
};

const augmentation: Assumption = ({ augment }) =>
  augment ? "training pictures are padded by 4 pixels, cut to size and mirrored half of the time" : undefined;

const plainSteps = always("no weight decay");
const equalShards: Assumption = ({ partition }) =>
  partition.kind === "iid"
    ? "the training set is dealt to the workers at random, in equal shards"
    : undefined;

const alieDeviation = underAttack("alie", "ALIE's standard deviation has n − 1 in the denominator");
const alieZ: Assumption = (config) =>
  config.attack.kind === "alie" && config.attack.z === undefined
    ? underAttack("alie", "ALIE's z is not clamped where it is negative")(config)
    : undefined;

const foe: Assumption = ({ attack, attackers = 0 }) =>
  attackers > 0 && attack.kind === "foe" ? `FoE's ε is ${attack.epsilon}` : undefined;

const negation: Assumption = ({ attack, attackers = 0 }) =>
  attackers > 0 && attack.kind === "modelNegation"
    ? `negation's negative sum is −${attack.factor.toExponential().replace("e+", "e")} times the sum of the honest updates, not their mean`
    : undefined;

const needsF = ({ arms }: RunConfig) =>
  arms.some(
    ({ aggregator, preAggregators = [] }) =>
      "f" in RULES[aggregator.rule].options ||
      preAggregators.some(({ kind }) => "f" in PRE_AGGREGATORS[kind].options),
  );

const attackedF: Assumption = (config) => {
  const { f, attackers = 0 } = config;
  if (attackers === 0 || f !== attackers || !needsF(config)) return undefined;
  return "rules that need f get the true number of attackers, δm";
};

const calmF: Assumption = (config) =>
  (config.attackers ?? 0) === 0 && needsF(config)
    ? `without attackers, rules that need f get ${config.f}`
    : undefined;

const centeredClip: Assumption = (config) => {
  const options = optionsOf(config, "centeredClip");
  if (options === undefined) return undefined;
  const steps = options.iterations === 1 ? "one step" : `${options.iterations} steps`;
  return `centered clipping takes ${steps} a round, from 0 in the first round and then from the last aggregate`;
};

const geometricMedian: Assumption = (config) => {
  const options = optionsOf(config, "geometricMedian");
  if (options === undefined || options.nu !== undefined) return undefined;
  return "the geometric median is computed itself, without smoothing";
};

const brsgd: Assumption = (config) => {
  const options = optionsOf(config, "brsgd");
  if (options === undefined) return undefined;
  const reach = options.threshold === "auto" ? "twice the median ℓ₁ distance" : String(options.threshold);
  return `BrSGD's 2𝔗 is ${reach}, and the median takes its place when no update passes both tests`;
};

const lenet: Assumption = ({ model }) =>
  model === "lenet5" ? "LeNet-5 with max pooling and ReLU" : undefined;

/** Of the ByzSGDnm paper's experiments. */
export const BYZSGDNM_ASSUMED: readonly Assumption[] = [
  model,
  augmentation,
  plainSteps,
  alieDeviation,
  alieZ,
  foe,
  attackedF,
  calmF,
  centeredClip,
  geometricMedian,
];

/** Of the BrSGD paper's experiments. */
export const BRSGD_ASSUMED: readonly Assumption[] = [
  lenet,
  plainSteps,
  equalShards,
  negation,
  attackedF,
  calmF,
  brsgd,
];

/** Of experiments that are common in the field and have no paper's numbers. */
export const FIELD_ASSUMED: readonly Assumption[] = [
  plainSteps,
  alieDeviation,
  alieZ,
  foe,
  attackedF,
  calmF,
  geometricMedian,
];
