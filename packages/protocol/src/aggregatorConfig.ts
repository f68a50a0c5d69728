import { type RuleConfig, type RuleName, ruleRegistry } from "@honest-majority/robust/facts";
import { configSchema } from "./optionSchema";

/** One robust rule and its options, as the rule's own file lists them. */
export const AggregatorConfig = configSchema<RuleConfig>("rule", () => ruleRegistry);
export type AggregatorConfig = RuleConfig;
export type Rule = RuleName;
