import type { ConfigOf } from "../options/option";
import { register } from "../options/registry";
import { type AnyRule, defineRule, type RuleArithmetic, type RuleEntry } from "./defineRule";
import { aksel } from "./rules/aksel";
import { brsgd } from "./rules/brsgd";
import { bulyan } from "./rules/bulyan";
import { caf } from "./rules/caf";
import { centeredClip } from "./rules/centeredClip";
import { cge } from "./rules/cge";
import { clippedClustering } from "./rules/clippedClustering";
import { coordinateMedian } from "./rules/coordinateMedian";
import { dnc } from "./rules/dnc";
import { flTrust } from "./rules/flTrust";
import { geometricMedian } from "./rules/geometricMedian";
import { krum } from "./rules/krum";
import { mda } from "./rules/mda";
import { meamed } from "./rules/meamed";
import { mean } from "./rules/mean";
import { monna } from "./rules/monna";
import { multiKrum } from "./rules/multiKrum";
import { phocas } from "./rules/phocas";
import { signGuard } from "./rules/signGuard";
import { signMajority } from "./rules/signMajority";
import { smea } from "./rules/smea";
import { trimmedMean } from "./rules/trimmedMean";

/** All rules, in the order of the pickers. */
export const RULES = {
  mean,
  coordinateMedian,
  trimmedMean,
  krum,
  multiKrum,
  geometricMedian,
  centeredClip,
  brsgd,
  mda,
  monna,
  meamed,
  phocas,
  bulyan,
  cge,
  aksel,
  caf,
  smea,
  signMajority,
  dnc,
  signGuard,
  clippedClustering,
  flTrust,
} as const;

export type RuleName = keyof typeof RULES;
/** A rule's name as `rule`, and its options. */
export type RuleConfig = ConfigOf<typeof RULES, "rule">;

/** The same registry, with the types for entries looked up by name. */
export const ruleRegistry = RULES as unknown as Readonly<Record<string, AnyRule>>;

/** Adds a rule at run time. @throws RangeError when its name is taken or invalid. */
export function registerRule(entry: RuleEntry): void {
  const build: RuleEntry["build"] = (values, context) => whole(entry.rule, entry.build(values, context));
  register(ruleRegistry, entry.rule, defineRule({ ...entry, build }) as AnyRule);
}

/** Refuses an answer without one of its parts: no compiler checks a plugin in JavaScript. */
function whole(rule: string, arithmetic: RuleArithmetic): RuleArithmetic {
  return async (updates, previous, root) => {
    const answer = await arithmetic(updates, previous, root);
    for (const part of ["aggregate", "kept", "warnings"] as const) {
      if (answer?.[part] === undefined)
        throw new TypeError(`${rule}: its arithmetic must return ${part}, got none`);
    }
    return answer;
  };
}
