import { AggregatorConfig, PreAggregatorConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import {
  buildPipeline,
  type LazyAggregator,
  type PipelineConfig,
  PRE_AGGREGATORS,
  ruleRegistry,
} from "@honest-majority/robust";

/** A rule, or a pre-aggregator before the mean: one row of the benchmark's table. */
export interface TimedMethod {
  name: string;
  m: number;
  f: number;
  needsRoot: boolean;
  config: PipelineConfig;
  /** Builds the rule for one run, with a new stream, so that every run draws the same numbers. */
  build(): LazyAggregator;
}

/** Every rule, and every pre-aggregator before the mean, for m updates. */
export function timedMethods(m: number): TimedMethod[] {
  const rules = Object.entries(ruleRegistry).map(([rule, { minWorkers, needs }]) => {
    const f = toleratedOf(minWorkers, m);
    const needsRoot = needs?.root !== undefined;
    return { name: rule, f, needsRoot, aggregator: AggregatorConfig.parse(rule), preAggregators: [] };
  });
  const before = Object.keys(PRE_AGGREGATORS).map((kind) => ({
    name: `${kind} + mean`,
    f: Math.floor(m / 5),
    needsRoot: false,
    aggregator: AggregatorConfig.parse("mean"),
    preAggregators: [PreAggregatorConfig.parse(kind)],
  }));
  return [...rules, ...before].map(({ name, f, needsRoot, ...config }) =>
    timed({ name, m, f, needsRoot, config }),
  );
}

/** The same method with these options of its rule. */
export function methodWith(method: TimedMethod, options: object = {}): TimedMethod {
  const aggregator = { ...(method.config.aggregator as { rule: string }), ...options };
  return timed({ ...method, config: { ...method.config, aggregator } });
}

function timed(method: Omit<TimedMethod, "build">): TimedMethod {
  const { name, m, f, config } = method;
  return { ...method, build: () => buildPipeline(config, { m, f, random: stream(1, name) }).lazy };
}

/** A fifth of the workers, or the most that the rule's guarantee allows. */
function toleratedOf(minWorkers: (f: number) => number, m: number): number {
  let f = Math.floor(m / 5);
  while (f > 0 && minWorkers(f) > m) f--;
  return f;
}
