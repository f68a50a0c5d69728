import { z } from "zod";
import { withShorthand } from "./shorthand";

/** Overrides the run's f for one stage; unset, it is told the run's. */
const f = z.int().nonnegative().optional();

/** Transforms the rows before a rule sees them. Formulas, guarantees and sources: `packages/robust`. */
export const PreAggregatorConfig = withShorthand(
  "kind",
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("nearestNeighborMixing"), f }),
    z.strictObject({
      kind: z.literal("bucketing"),
      /** Updates a bucket. */
      s: z.int().positive().default(2),
      /** The order in which updates go into buckets; unset, drawn each round. */
      permutation: z.array(z.int().nonnegative()).optional(),
    }),
    z.strictObject({
      kind: z.literal("clipping"),
      /** The largest length that is left. */
      c: z.number().positive().default(1),
    }),
    z.strictObject({ kind: z.literal("arc"), f }),
  ]),
);
export type PreAggregatorConfig = z.infer<typeof PreAggregatorConfig>;
export type PreAggregatorKind = PreAggregatorConfig["kind"];
