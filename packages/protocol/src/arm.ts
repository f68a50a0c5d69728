import { z } from "zod";
import { AggregatorConfig } from "./aggregatorConfig";
import { cleanText, hasVisibleLetter } from "./cleanText";
import { PreAggregatorConfig } from "./preAggregatorConfig";
import { withShorthand } from "./shorthand";

/** One of the rules that are compared on the same workers; each has its own parameters. */
export const Arm = withShorthand(
  "aggregator",
  z.strictObject({
    /** Unset, the names of its pre-aggregators and its rule, joined by " + ". */
    label: z
      .string()
      .trim()
      .max(40)
      .transform(cleanText) // a link or a record may be a stranger's
      .refine(hasVisibleLetter, "must have a visible letter")
      .optional(),
    aggregator: AggregatorConfig,
    preAggregators: z.array(PreAggregatorConfig).default([]),
  }),
);
export type Arm = z.infer<typeof Arm>;

interface Named {
  label?: string;
  aggregator: { rule: string };
  preAggregators: readonly { kind: string }[];
}

export function armLabel(arm: Named): string {
  return arm.label ?? [...arm.preAggregators.map(({ kind }) => kind), arm.aggregator.rule].join(" + ");
}
