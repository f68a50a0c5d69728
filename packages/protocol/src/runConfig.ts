import { z } from "zod";
import { AggregatorConfig } from "./aggregatorConfig";
import { RunAttack } from "./attackConfig";
import { PreAggregatorConfig } from "./preAggregatorConfig";
import { withShorthand } from "./shorthand";
import { VectorCodec } from "./vector";

export const DatasetName = z.enum(["glyphs", "mnist", "fashion-mnist", "cifar-10"]);
export type DatasetName = z.infer<typeof DatasetName>;

export const ModelName = z.enum(["softmax", "mlp", "lenet5", "resnet20"]);
export type ModelName = z.infer<typeof ModelName>;

export const Partition = withShorthand(
  "kind",
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("iid") }),
    /** Each worker sees few classes: the examples, sorted by label, are dealt in `labelsPerWorker` runs each. */
    z.strictObject({ kind: z.literal("label"), labelsPerWorker: z.int().min(1).max(10).default(2) }),
    /** Class shares drawn from Dirichlet(α): small α, odd workers; large α, iid. */
    z.strictObject({ kind: z.literal("dirichlet"), alpha: z.number().positive().default(0.5) }),
  ]),
);
export type Partition = z.infer<typeof Partition>;

export const Schedule = withShorthand(
  "kind",
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("constant") }),
    /** η_p = η₀/2 · (1 + cos(pπ/P)) by epoch p of P. */
    z.strictObject({ kind: z.literal("cosine") }),
  ]),
);
export type Schedule = z.infer<typeof Schedule>;

export const Arm = withShorthand(
  "aggregator",
  z.strictObject({
    /** Unset, the names of its pre-aggregators and its rule, joined by " + ". */
    label: z.string().trim().min(1).max(40).optional(),
    aggregator: AggregatorConfig,
    preAggregators: z.array(PreAggregatorConfig).default([]),
  }),
);
export type Arm = z.infer<typeof Arm>;

/** Every flag, form and file that describes a run goes through this one schema. */
export const RunConfig = z
  .strictObject({
    /** Fixes the split, the initial parameters, every batch and every attack's noise. */
    seed: z.int().nonnegative().default(1),
    dataset: DatasetName.default("glyphs"),
    model: ModelName.default("mlp"),
    /** Into how many equal shards the training set is dealt, and how many workers `--autostart` waits for. */
    workers: z.int().min(1).max(256).default(8),
    partition: Partition.default({ kind: "iid" }),
    algorithm: z
      .strictObject({
        /** β of ByzSGDnm eq. (3); 0 sends plain gradients. */
        momentum: z.number().min(0).lt(1).default(0.9),
        /** Whether a step is η·z/‖z‖ (ByzSGDnm, eq. (12)) instead of η·z. */
        normalized: z.boolean().default(false),
      })
      .prefault({}),
    /** The rules that race on the same updates, each with parameters of its own. */
    arms: z.array(Arm).min(1).max(8).prefault(["mean", "coordinateMedian"]),
    /** How many Byzantine workers the rules are told to expect. */
    f: z.int().nonnegative().default(1),
    /** What a worker sends that turns malicious without naming an attack. Who turns is the class's choice. */
    attack: RunAttack.default({ kind: "none" }),
    /** How many workers, the last in order, are malicious from the first round. Unset: none in a class. */
    attackers: z.int().nonnegative().optional(),
    /** Whether workers pad, cut and mirror their pictures anew for each batch. For cifar-10 alone. */
    augment: z.boolean().default(false),
    batchSize: z.int().min(1).max(65536).default(32),
    /** K: steps that a worker takes by itself in a round, each on a batch of its own, before it sends (w_t − w_local)/η. */
    localSteps: z.int().min(1).max(1_000).default(1),
    learningRate: z.number().positive().default(0.3),
    schedule: Schedule.default({ kind: "constant" }),
    /** T. Where `budget` is set, what that pays for. */
    rounds: z.int().min(1).max(1_000_000).default(200),
    /** C = T·K·B·m·(1−δ), the gradients that honest workers compute in the whole run (ByzSGDnm, section 3.1); sets T. */
    budget: z.int().positive().optional(),
    /** The test set is measured after round 0, every so many rounds, and after the last. */
    evaluateEvery: z.int().min(1).default(5),
    /** How vectors are sent, both ways, to workers that know this codec; unset, and for all others, float32. */
    codec: VectorCodec.optional(),
    roundDeadlineMs: z.int().min(100).max(3_600_000).default(15_000),
    /** Fewest updates that make a step. Unset: f + 1, below which none need be honest. */
    quorum: z.int().min(1).optional(),
  })
  .superRefine((config, context) => {
    const { workers, f, attack, attackers = 0, quorum = f + 1 } = config;
    const complain = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    if (attackers > workers) complain("attackers", `must be at most workers (${workers}), got ${attackers}`);
    if (attackers > 0 && attack.kind === "none")
      complain("attack", `must name an attack for ${attackers} attackers`);
    if (quorum > workers) {
      const [field, why] =
        config.quorum === undefined
          ? ["f", "a step needs f + 1 updates, or none need be honest"]
          : ["quorum", "must be reachable"];
      complain(field, `${why}: that takes ${quorum} workers, the run has ${workers}`);
    }
    if (config.augment && config.dataset !== "cifar-10")
      complain("augment", `is for cifar-10 alone, a mirrored digit is none; got ${config.dataset}`);
    const labels = config.arms.map(armLabel);
    const twin = labels.find((label, i) => labels.indexOf(label) !== i);
    if (twin !== undefined) complain("arms", `labels must differ, "${twin}" is there twice`);
    const paidFor = roundsPaidBy(config);
    if (paidFor !== undefined && !(paidFor >= 1 && paidFor <= 1_000_000)) {
      complain("budget", `must pay for 1 to 1,000,000 rounds, ${config.budget} pays for ${paidFor}`);
    }
  })
  .overwrite((config) => ({ ...config, rounds: roundsPaidBy(config) ?? config.rounds }));
export type RunConfig = z.infer<typeof RunConfig>;
/** What a person may write: everything has a default. */
export type RunConfigInput = z.input<typeof RunConfig>;

/** ⌊C/(K·B·m·(1−δ))⌋ with the config's workers and attackers, where it has a budget. */
function roundsPaidBy({
  budget,
  batchSize,
  localSteps,
  workers,
  attackers = 0,
}: {
  budget?: number;
  batchSize: number;
  localSteps: number;
  workers: number;
  attackers?: number;
}): number | undefined {
  if (budget === undefined) return undefined;
  return Math.floor(budget / (localSteps * batchSize * Math.max(1, workers - attackers)));
}

interface Named {
  label?: string;
  aggregator: { rule: string };
  preAggregators: readonly { kind: string }[];
}

export function armLabel(arm: Named): string {
  return arm.label ?? [...arm.preAggregators.map(({ kind }) => kind), arm.aggregator.rule].join(" + ");
}

export function quorumOf(config: RunConfig): number {
  return config.quorum ?? config.f + 1;
}

/** Each field at fault and what must hold there, on one line. */
export function describeConfigError(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join(".")}: ${message}`))
    .join("; ");
}
