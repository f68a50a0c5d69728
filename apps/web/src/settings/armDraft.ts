/** One arm as a person typed it: a rule, and what stands before it. Pure. */
import {
  AggregatorConfig,
  type Arm,
  armLabel,
  PreAggregatorConfig,
  type PreAggregatorKind,
  type Rule,
} from "@honest-majority/protocol";
import { guaranteeOf, guardRail, PRE_AGGREGATORS, RULES } from "@honest-majority/robust/facts";
import { z } from "zod";
import { numberOf, textsOf, valuesOf } from "../ui/typed";

export interface ArmDraft {
  /** Tells arms apart while they are edited. */
  key: number;
  label: string;
  rule: Rule;
  /** By the option's key; empty: its default. */
  options: Record<string, string>;
  /** In the order in which the updates go through them. */
  preAggregators: PreDraft[];
}

export interface PreDraft {
  /** Tells those of one arm apart while they are edited. */
  key: number;
  kind: PreAggregatorKind;
  options: Record<string, string>;
}

export function armDraftOf({ label = "", aggregator, preAggregators }: Arm, key: number): ArmDraft {
  const { rule } = aggregator;
  return {
    key,
    label,
    rule,
    options: textsOf(RULES[rule].options, aggregator),
    preAggregators: preAggregators.map((config, place) => ({
      key: place,
      kind: config.kind,
      options: textsOf(PRE_AGGREGATORS[config.kind].options, config),
    })),
  };
}

/** The arm a draft describes, not yet judged. */
export function armConfigOf({ label, rule, options, preAggregators }: ArmDraft) {
  return {
    label: label.trim() === "" ? undefined : label,
    aggregator: { rule, ...valuesOf(RULES[rule].options, options) },
    preAggregators: preAggregators.map(({ kind, options: typed }) => ({
      kind,
      ...valuesOf(PRE_AGGREGATORS[kind].options, typed),
    })),
  };
}

/** What an arm is called that a person gives no name. */
export function unsetLabel({ rule, preAggregators }: ArmDraft): string {
  return armLabel({ aggregator: { rule }, preAggregators });
}

const nextKey = (entries: readonly { key: number }[]) => Math.max(-1, ...entries.map(({ key }) => key)) + 1;

/** A rule that is not there yet, so that a new arm is a new label. */
export function nextArm(arms: readonly ArmDraft[]): ArmDraft {
  const key = nextKey(arms);
  const rules = Object.keys(RULES) as Rule[];
  const rule = rules.find((name) => arms.every((arm) => arm.rule !== name));
  return rule === undefined
    ? { key, rule: "krum", label: `krum ${key + 1}`, options: {}, preAggregators: [] }
    : { key, rule, label: "", options: {}, preAggregators: [] };
}

/** One that is not in the chain yet, where there is one. */
export function nextPre(chain: readonly PreDraft[]): PreDraft {
  const kinds = Object.keys(PRE_AGGREGATORS) as PreAggregatorKind[];
  const kind = kinds.find((name) => chain.every((pre) => pre.kind !== name)) ?? kinds[0];
  return { key: nextKey(chain), kind, options: {} };
}

/** Whether an arm has the workers its guarantee asks for, as one sentence. */
export interface Enough {
  short: boolean;
  sentence: string;
}

/** Undefined while a field that it depends on is not right. */
export function enoughWorkers(arm: ArmDraft, typed: { workers: string; f: string }): Enough | undefined {
  const { aggregator, preAggregators } = armConfigOf(arm);
  const rule = AggregatorConfig.safeParse(aggregator);
  const chain = z.array(PreAggregatorConfig).safeParse(preAggregators);
  const m = z.int().positive().safeParse(numberOf(typed.workers));
  const f = z.int().nonnegative().safeParse(numberOf(typed.f));
  if (!rule.success || !chain.success || !m.success || !f.success) return undefined;
  const missing = guardRail(rule.data, m.data, f.data, chain.data);
  if (missing !== undefined) return { short: true, sentence: `${missing}.` };
  const { f: told, needed, rows } = guaranteeOf(rule.data, m.data, f.data, chain.data);
  if (!Number.isFinite(needed)) return { short: false, sentence: "No number of workers would protect it." };
  const enough =
    rows < m.data ? `updates; bucketing leaves ${rows} of ${m.data}` : `workers; the run has ${m.data}`;
  return { short: false, sentence: `Against f = ${told} it needs ${needed} ${enough}.` };
}
