import { z } from "zod";
import { withShorthand } from "./shorthand";

/** Overrides the run's f for one rule; unset, the rule is told the run's. */
const f = z.int().nonnegative().optional();

/** One robust rule and its options. Formulas, guarantees and sources: `packages/robust`. */
export const AggregatorConfig = withShorthand(
  "rule",
  z.discriminatedUnion("rule", [
    z.strictObject({ rule: z.literal("mean") }),
    z.strictObject({ rule: z.literal("coordinateMedian") }),
    z.strictObject({ rule: z.literal("trimmedMean"), f }),
    z.strictObject({ rule: z.literal("krum"), f, neighbours: z.enum(["n-f-2", "n-f-1"]).default("n-f-2") }),
    z.strictObject({
      rule: z.literal("multiKrum"),
      f,
      neighbours: z.enum(["n-f-2", "n-f-1"]).default("n-f-2"),
      /** How many of the lowest scores are averaged; unset, m − f. */
      k: z.int().positive().optional(),
    }),
    z.strictObject({
      rule: z.literal("geometricMedian"),
      /** Smoothing ν in absolute units; unset, 1e-6 × the median distance. */
      nu: z.number().positive().optional(),
      /** Unset, 20 with ν set and 200 without. */
      iterations: z.int().min(1).max(1000).optional(),
      start: z.enum(["coordinateMedian", "zero"]).optional(),
    }),
    z.strictObject({
      rule: z.literal("centeredClip"),
      tau: z.number().positive().default(0.1),
      iterations: z.int().min(1).max(100).default(1),
    }),
    z.strictObject({
      rule: z.literal("brsgd"),
      /** β in the paper. */
      keep: z.number().gt(0).max(1).default(0.5),
      /** 2𝔗 in the paper. */
      threshold: z
        .union([z.literal("auto"), z.number().positive()], { error: 'must be "auto" or a number > 0' })
        .default("auto"),
    }),
    z.strictObject({ rule: z.literal("mda"), f }),
    z.strictObject({
      rule: z.literal("monna"),
      f,
      /** The row that is trusted. */
      pivot: z.int().nonnegative().default(0),
    }),
    z.strictObject({ rule: z.literal("meamed"), f }),
    z.strictObject({ rule: z.literal("phocas"), f }),
    z.strictObject({ rule: z.literal("bulyan"), f }),
    z.strictObject({ rule: z.literal("cge"), f }),
    z.strictObject({ rule: z.literal("aksel") }),
    z.strictObject({ rule: z.literal("caf"), f }),
    z.strictObject({ rule: z.literal("smea"), f }),
    z.strictObject({ rule: z.literal("signMajority") }),
    z.strictObject({
      rule: z.literal("dnc"),
      f,
      iterations: z.int().min(1).max(100).default(1),
      /** Columns looked at in an iteration, b in the paper. */
      sample: z.int().positive().default(10_000),
      /** How many times f rows an iteration drops, c in the paper. */
      filter: z.number().positive().default(1),
    }),
    z.strictObject({
      rule: z.literal("signGuard"),
      /** L and R in the paper: shortest and longest norm that passes, in median norms. */
      lower: z.number().min(0).max(1).default(0.1),
      upper: z.number().min(1).default(3),
      /** The share of the columns whose signs are counted. */
      share: z.number().gt(0).max(1).default(0.1),
    }),
    z.strictObject({ rule: z.literal("clippedClustering") }),
    z.strictObject({
      rule: z.literal("flTrust"),
      /** How many training examples the coordinator computes an update of its own on. */
      rootExamples: z.int().positive().default(100),
    }),
  ]),
);
export type AggregatorConfig = z.infer<typeof AggregatorConfig>;
export type Rule = AggregatorConfig["rule"];
