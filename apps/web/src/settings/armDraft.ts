/** One arm as a person typed it: a rule, and the pre-aggregators before it. Pure. */
import { AggregatorConfig, armLabel, PreAggregatorConfig } from "@honest-majority/protocol";
import { guaranteeOf, guardRail, preAggregatorRegistry, ruleRegistry } from "@honest-majority/robust/facts";
import { z } from "zod";
import { type Choice, choiceIn, configIn } from "../ui/choice";
import { entryIn } from "../ui/registry";
import { numberOf } from "../ui/typed";

/** Identifies an entry of a list while it is edited. */
interface Keyed {
  key: number;
}

export interface ArmDraft extends Keyed {
  label: string;
  aggregator: Choice;
  /** In the order in which they are applied. */
  preAggregators: readonly PreDraft[];
  /** The fields of the arm that this page does not know. */
  extra?: Readonly<Record<string, unknown>>;
}

export interface PreDraft extends Keyed, Choice {}

interface AnyArm {
  label?: string;
  aggregator: { rule: string };
  preAggregators: readonly { kind: string }[];
}

export function armDraftOf(arm: AnyArm, key: number): ArmDraft {
  const { label = "", aggregator, preAggregators, ...extra } = arm;
  return {
    key,
    label,
    aggregator: choiceIn(ruleRegistry, "rule", aggregator),
    preAggregators: preAggregators.map((config, place) => ({
      key: place,
      ...choiceIn(preAggregatorRegistry, "kind", config),
    })),
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}

/** The arm that a draft describes, not yet checked. */
export function armConfigOf({ label, aggregator, preAggregators, extra }: ArmDraft) {
  return {
    label: label.trim() === "" ? undefined : label,
    aggregator: configIn(ruleRegistry, "rule", aggregator),
    preAggregators: preAggregators.map((pre) => configIn(preAggregatorRegistry, "kind", pre)),
    ...extra,
  };
}

/**
 * Like `armConfigOf`, but without what this page cannot check: omits unknown fields, and replaces an arm of an unknown
 * method by the mean with the arm's own label.
 */
export function checkableArmOf(arm: ArmDraft) {
  const known = ({ extra: _, ...choice }: Choice): Choice => choice;
  if (!isKnown(arm)) return { label: arm.label || unsetLabel(arm), aggregator: "mean", preAggregators: [] };
  return armConfigOf({
    key: arm.key,
    label: arm.label,
    aggregator: known(arm.aggregator),
    preAggregators: arm.preAggregators.map((pre) => ({ key: pre.key, ...known(pre) })),
  });
}

/** Whether this page knows the arm's rule and pre-aggregators. */
function isKnown({ aggregator, preAggregators }: ArmDraft): boolean {
  return (
    entryIn(ruleRegistry, aggregator.kind) !== undefined &&
    preAggregators.every(({ kind }) => entryIn(preAggregatorRegistry, kind) !== undefined)
  );
}

/** The label of an arm to which a person gave no label. */
export function unsetLabel({ aggregator, preAggregators }: ArmDraft): string {
  return armLabel({ aggregator: { rule: aggregator.kind }, preAggregators });
}

const nextKey = (entries: readonly Keyed[]) => Math.max(-1, ...entries.map(({ key }) => key)) + 1;

/** A new arm with a rule that no arm uses yet, so that its label is new. */
export function nextArm(arms: readonly ArmDraft[]): ArmDraft {
  const key = nextKey(arms);
  const free = Object.keys(ruleRegistry).find((rule) => arms.every((arm) => arm.aggregator.kind !== rule));
  const kind = free ?? "krum";
  const label = free === undefined ? `${kind} ${key + 1}` : "";
  return { key, label, aggregator: { kind, options: {} }, preAggregators: [] };
}

/** A new pre-aggregator, of a kind that is not in the chain yet if there is one. */
export function nextPre(chain: readonly PreDraft[]): PreDraft {
  const kinds = Object.keys(preAggregatorRegistry);
  const kind = kinds.find((name) => chain.every((pre) => pre.kind !== name)) ?? kinds[0];
  return { key: nextKey(chain), kind, options: {} };
}

/** Whether an arm has the workers that its guarantee needs, as one sentence. */
export interface Enough {
  short: boolean;
  sentence: string;
}

/** Undefined while a field that it depends on is wrong or unknown to this page. */
export function enoughWorkers(arm: ArmDraft, typed: { workers: string; f: string }): Enough | undefined {
  if (!isKnown(arm)) return undefined;
  const { aggregator, preAggregators } = checkableArmOf(arm);
  const rule = AggregatorConfig.safeParse(aggregator);
  const chain = z.array(PreAggregatorConfig).safeParse(preAggregators);
  const m = z.int().positive().safeParse(numberOf(typed.workers));
  const expected = z.int().nonnegative().safeParse(numberOf(typed.f));
  if (!rule.success || !chain.success || !m.success || !expected.success) return undefined;
  const missing = guardRail(rule.data, m.data, expected.data, chain.data);
  if (missing !== undefined) return { short: true, sentence: `${missing}.` };
  const { f, needed, rows } = guaranteeOf(rule.data, m.data, expected.data, chain.data);
  if (!Number.isFinite(needed)) return { short: false, sentence: "No number of workers would protect it." };
  const enough =
    rows < m.data ? `updates; bucketing leaves ${rows} of ${m.data}` : `workers; the run has ${m.data}`;
  return { short: false, sentence: `Against f = ${f} it needs ${needed} ${enough}.` };
}
