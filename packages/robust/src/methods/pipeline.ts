import type { Random } from "@honest-majority/random";
import { readOptions, withDefaults } from "../options/readOptions";
import { entryOf } from "../options/registry";
import type { PreAggregator } from "./definePreAggregator";
import { type Aggregator, type AnyRule, aggregatorOf } from "./defineRule";
import { type PreAggregatorConfig, preAggregatorRegistry } from "./preAggregators";
import { type RuleConfig, ruleRegistry } from "./rules";

/** A rule's name, or its name as `rule` with its options; absent options have their defaults. */
export type GivenRule = string | { readonly rule: string; readonly [option: string]: unknown };
/** The same for a pre-aggregator, with its name as `kind`. */
export type GivenPreAggregator = string | { readonly kind: string; readonly [option: string]: unknown };

/** The round for which a rule is built. */
export interface Expected {
  /** The number of updates of the round. */
  m: number;
  /** How many of them may be Byzantine. */
  f: number;
  /** The random stream, for rules that draw. The same stream gives the same result. */
  random?: Random;
}

/**
 * Builds the rule that a config describes, for rounds of m updates of which f may be Byzantine. An f in the config
 * replaces the round's.
 *
 * @throws RangeError when the rule does not fit a round of that size, such as f = 4 trimmed from both ends of 8.
 */
export function buildAggregator(config: GivenRule, { m, f, random }: Expected): Aggregator {
  if (!Number.isInteger(m) || m < 1) {
    throw new RangeError(`buildAggregator: m must be an integer >= 1, got ${m}`);
  }
  const { entry, given } = readRule(config, f);
  entry.requires?.(m, readOptions(entry.rule, entry.options, given) as never);
  return entry(given, { random });
}

/**
 * Builds the pre-aggregator that a config describes, for m rows of which f may be Byzantine. An f in the config
 * replaces the round's.
 *
 * @throws RangeError when it cannot transform m rows, or needs `random` and gets none.
 */
export function buildPreAggregator(config: GivenPreAggregator, { m, f, random }: Expected): PreAggregator {
  const { entry, given } = readPreAggregator(config, f);
  entry.requires?.(m, readOptions(entry.kind, entry.options, given) as never);
  return entry(given, { random });
}

/**
 * The facts of the rule that a config names.
 *
 * @throws RangeError when there is no such rule.
 */
export function ruleOf(config: GivenRule): AnyRule {
  return entryOf(ruleRegistry, "rule", typeof config === "string" ? config : config.rule);
}

/** The given options, with the run's f if the rule has an option f that is not set. */
export function readRule(config: GivenRule, f: number): { entry: AnyRule; given: Record<string, never> } {
  const entry = ruleOf(config);
  const { rule: _, ...given } = typeof config === "string" ? { rule: config } : config;
  return { entry, given: withRunsF(entry.options, given, f) };
}

/**
 * A rule's complete config: absent options get their defaults.
 *
 * @throws RangeError for an unknown rule or option, and for a value that is not allowed.
 */
export function ruleConfig(given: GivenRule): RuleConfig {
  const { rule, ...options } = typeof given === "string" ? { rule: given } : given;
  return { rule, ...withDefaults(rule, ruleOf(given).options, options) } as RuleConfig;
}

/** A pre-aggregator's complete config. @throws RangeError as `ruleConfig` does. */
export function preAggregatorConfig(given: GivenPreAggregator): PreAggregatorConfig {
  const { kind, ...options } = typeof given === "string" ? { kind: given } : given;
  const entry = entryOf(preAggregatorRegistry, "pre-aggregator", kind);
  return { kind, ...withDefaults(kind, entry.options, options) } as PreAggregatorConfig;
}

function readPreAggregator(config: GivenPreAggregator, f: number) {
  const { kind, ...given } = typeof config === "string" ? { kind: config } : config;
  const entry = entryOf(preAggregatorRegistry, "pre-aggregator", kind);
  return { entry, given: withRunsF(entry.options, given, f) };
}

function withRunsF(options: object, given: { f?: unknown }, f: number): Record<string, never> {
  const filled = "f" in options ? { ...given, f: given.f ?? f } : given;
  return filled as Record<string, never>;
}

/** The number of training examples for the coordinator's own update; undefined for a rule that needs no such update. */
export function rootExamplesOf(config: GivenRule): number | undefined {
  const { entry, given } = readRule(config, 0);
  return entry.needs?.root?.(readOptions(entry.rule, entry.options, given) as never);
}

/** How many rows the pre-aggregators make of m rows. */
export function rowsLeft(chain: readonly GivenPreAggregator[], m: number): number {
  return chain.reduce((rows, config) => {
    const { entry, given } = readPreAggregator(config, 0);
    return entry.rows?.(rows, readOptions(entry.kind, entry.options, given) as never) ?? rows;
  }, m);
}

/** The part of an arm that turns a round's updates into one vector. */
export interface PipelineConfig {
  aggregator: GivenRule;
  preAggregators?: readonly GivenPreAggregator[];
}

/**
 * An arm's pre-aggregators, in their order, and then its rule, as one rule on the m updates. Each stage is built for the
 * number of rows that the stage before it makes, and for the same f.
 *
 * With S [k, m] the shares of the updates in the rows that reach the rule, and k the rule's own verdict on those:
 *
 *   keptᵢ = wᵢ / maxⱼ wⱼ · maxₖ(kₖ · Σⱼ Sₖⱼ),  w = Sᵀ·k
 *
 * So each update counts by its weight in the kept rows, relative to the largest weight, and the largest gets the share
 * that was kept of the best row. Without pre-aggregators this is k itself; after clipping it is the clipped share.
 * Updates get scores if each row is made of one update alone; there are no scores if updates are mixed.
 *
 * @throws RangeError when a stage does not fit its number of rows.
 */
export function buildPipeline(
  { aggregator, preAggregators = [] }: PipelineConfig,
  expected: Expected,
): Aggregator {
  const stages = preAggregators.map((config, i) =>
    buildPreAggregator(config, { ...expected, m: rowsLeft(preAggregators.slice(0, i), expected.m) }),
  );
  const rule = buildAggregator(aggregator, { ...expected, m: rowsLeft(preAggregators, expected.m) });
  if (stages.length === 0) return rule;
  return aggregatorOf(async (updates, previous, root) => {
    let rows = updates;
    let shares = identity(updates.m); // [rows.m, m]
    const warnings: string[] = [];
    for (const stage of stages) {
      const stepped = await stage(rows);
      shares = product(stepped.shares, shares, rows.m);
      rows = stepped.updates;
      warnings.push(...stepped.warnings);
    }
    const { scores, ...answer } = await rule.lazy(rows, previous, root);
    const own = scores && ownScores(scores, shares, updates.m);
    return {
      ...answer,
      kept: async () => keptOf(await answer.kept(), shares, updates.m),
      ...(own ? { scores: own } : {}),
      warnings: [...warnings, ...answer.warnings],
    };
  });
}

function identity(m: number): Float64Array {
  return Float64Array.from({ length: m * m }, (_, at) => (at % (m + 1) === 0 ? 1 : 0));
}

/** [k, m]: [k, n] · [n, m]. */
function product(left: Float64Array, right: Float64Array, n: number): Float64Array {
  const k = left.length / n;
  const m = right.length / n;
  const out = new Float64Array(k * m);
  for (let row = 0; row < k; row++) {
    for (let i = 0; i < n; i++) {
      const weight = left[row * n + i];
      for (let j = 0; j < m; j++) out[row * m + j] += weight * right[i * m + j];
    }
  }
  return out;
}

function keptOf(kept: Float64Array, shares: Float64Array, m: number): Float64Array {
  const weights = product(kept, shares, kept.length); // [m]
  const largest = Math.max(...weights);
  if (largest === 0) return weights;
  const best = Math.max(...kept.map((share, row) => share * sum(shares.subarray(row * m, (row + 1) * m))));
  return weights.map((weight) => Math.min(1, (weight / largest) * best)); // a sum of shares may round to above 1
}

/** [m], or undefined if some row is made of several updates. */
function ownScores(scores: Float64Array, shares: Float64Array, m: number): Float64Array | undefined {
  const own = new Float64Array(m);
  if (scores.length !== m) return undefined;
  for (const [row, score] of scores.entries()) {
    const made = shares.subarray(row * m, (row + 1) * m);
    const from = made.findIndex((share) => share > 0);
    if (from < 0 || made.some((share, i) => share > 0 && i !== from)) return undefined;
    own[from] = score;
  }
  return own;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
