import { type PreAggregatorConfig as Config, preAggregatorRegistry } from "@honest-majority/robust/facts";
import { configSchema } from "./optionSchema";

/** Transforms the rows before a rule sees them; its options as its own file lists them. */
export const PreAggregatorConfig = configSchema<Config>("kind", () => preAggregatorRegistry);
export type PreAggregatorConfig = Config;
