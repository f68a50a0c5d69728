import { DATASETS, MODELS, PARTITIONS, SCHEDULES, type SeedName } from "@honest-majority/learning/facts";
import { ATTACKS, attackWeakness } from "@honest-majority/robust/facts";
import { armLabel } from "../arm";
import { armTitle } from "../armTitle";
import { CODECS } from "../codecs/codecs";
import { turnsProblem } from "../turn";
import type { Setting } from "./setting";

const AUTO_CHOICE = { auto: { name: "chosen at the start" } } as const;
const NO_ATTACK = { none: { name: "none preset", options: {} } } as const;

/** A setting of one stream's own seed. The form does not show it: a class has no use for it. */
const ownSeed = <const Key extends SeedName>(key: Key, label: string, sentence: string) =>
  ({
    kind: "integer",
    min: 0,
    label,
    unset: "seed",
    sentence,
    section: "rounds",
    last: true,
    in: "seeds",
    key,
    applies: () => false,
  }) as const;

/**
 * Every setting of a run. The schema of `run.json` and of the wire, the flags and their help, the settings form, what a
 * worker is assigned and the table in docs/running.md are derived from these entries.
 */
export const RUN_SETTINGS = {
  seed: {
    kind: "integer",
    min: 0,
    default: 1,
    label: "Seed",
    sentence:
      "Fixes the split, the initial parameters, every batch, every attack's draws and every rule's; the first four may have seeds of their own.",
    section: "rounds",
    last: true,
    worker: true,
  },
  splitSeed: ownSeed(
    "split",
    "Seed of the split",
    "The seed of drawn data sets, of the examples kept from training, of how the others are dealt, and of a rule's root examples.",
  ),
  initialSeed: ownSeed("initial", "Seed of the initial parameters", "The seed of the initial parameters."),
  batchesSeed: {
    ...ownSeed(
      "batches",
      "Seed of the batches",
      "The seed of the workers' batches and of how their pictures are moved.",
    ),
    worker: true,
  },
  attacksSeed: {
    ...ownSeed(
      "attacks",
      "Seed of the attacks",
      "The seed of what attacks draw: noise, poisoned labels, trials of the rule.",
    ),
    worker: true,
  },
  dataset: {
    kind: "name",
    of: () => DATASETS,
    default: "glyphs",
    label: "Data set",
    sentence: "The training and test data; the command `data` downloads the sets that are files.",
    section: "data",
    worker: true,
  },
  model: {
    kind: "name",
    of: () => MODELS,
    default: "mlp",
    label: "Model",
    sentence: "The model that is trained.",
    section: "data",
    worker: true,
  },
  workers: {
    kind: "integer",
    min: 1,
    max: 256,
    default: 8,
    label: "Shards (workers)",
    sentence: "The number of equal shards of the training set; `--autostart` waits for this many workers.",
    section: "data",
  },
  partition: {
    kind: "config",
    of: () => PARTITIONS,
    default: { kind: "iid" },
    label: "Dealt out",
    sentence: "How the training set is divided among the workers.",
    section: "data",
  },
  validation: {
    kind: "number",
    above: 0,
    below: 1,
    label: "Kept from training",
    unset: "nothing",
    sentence:
      "The share of the training set that no worker gets: it is drawn from the seed of the split, and measures each model beside the test set.",
    section: "data",
    last: true,
  },
  momentum: {
    kind: "number",
    min: 0,
    below: 1,
    default: 0.9,
    label: "Momentum β",
    sentence: "β of the workers' momentum (ByzSGDnm, equation (3)); 0 sends plain gradients.",
    section: "training",
    last: true,
    in: "algorithm",
    worker: true,
  },
  normalized: {
    kind: "boolean",
    default: false,
    label: "Normalized step: η·z/‖z‖ instead of η·z (ByzSGDnm)",
    sentence: "Whether the model's step is η·z/‖z‖ (ByzSGDnm, equation (12)) instead of η·z.",
    section: "training",
    in: "algorithm",
  },
  arms: {
    kind: "arms",
    most: 8,
    default: ["mean", "coordinateMedian"],
    label: "Rules",
    sentence: "Up to eight rules that run on the same updates, each with its own parameters.",
    section: "rules",
    check(_value, { arms }) {
      const labels = arms.map(armLabel);
      const twin = labels.find((label, i) => labels.indexOf(label) !== i);
      return twin === undefined
        ? undefined
        : `labels must differ, "${armTitle(twin)}" occurs twice: choose another rule, or give one of them a label`;
    },
  },
  f: {
    kind: "integer",
    min: 0,
    default: 1,
    label: "Expected, f",
    sentence: "The number of malicious (Byzantine) workers that the rules expect.",
    section: "byzantine",
    live: true,
    check: (_value, { f, quorum, workers }) =>
      quorum === undefined && f + 1 > workers
        ? `must be less than workers (${workers}), because a step needs f + 1 updates; got ${f}`
        : undefined,
  },
  attack: {
    kind: "config",
    of: () => ({ ...NO_ATTACK, ...ATTACKS }),
    default: { kind: "none" },
    label: "Attack of flipped workers",
    sentence: "The attack of a worker that turns malicious without naming one; bit flip if this is `none`.",
    section: "byzantine",
    live: true,
    check: (_value, { attack, attackers = 0 }) =>
      attackers > 0 && attack.kind === "none" ? `must name an attack for ${attackers} attackers` : undefined,
    advise: ({ attack, attackers = 0, workers }) =>
      attackers > 0 && attack.kind !== "none"
        ? attackWeakness({ ...attack }, { m: workers, f: attackers })
        : undefined,
  },
  attackers: {
    kind: "integer",
    min: 0,
    label: "Attackers at start",
    unset: "none",
    sentence: "The number of workers that are malicious from the first round: the last ones in order.",
    section: "byzantine",
    tellsRoles: true,
    check: (_value, { attackers = 0, workers }) =>
      attackers > workers ? `must be at most workers (${workers}), got ${attackers}` : undefined,
  },
  turns: {
    kind: "turns",
    most: 100,
    label: "Attackers by round",
    unset: "no change",
    sentence:
      "From which rounds on how many workers, the last ones in order, are malicious, and with which attack: 15:1, 25:0 makes one malicious in rounds 15 to 24.",
    section: "byzantine",
    tellsRoles: true,
    live: true,
    check: (_value, { turns, workers, attack }) => turns && turnsProblem(turns, { workers, attack }),
  },
  secret: {
    kind: "boolean",
    default: false,
    label: "Secret roles",
    sentence:
      "Until the instructor reveals them, nobody else sees roles or what they can be derived from; a worker knows its own.",
    section: "byzantine",
    live: true,
  },
  augment: {
    kind: "boolean",
    default: false,
    label: "Move pictures: padded by 4, cut to size, mirrored half of the time",
    sentence:
      "Each batch's pictures are padded by 4 pixels, cut to size and mirrored half of the time; for data sets whose pictures may be mirrored.",
    section: "data",
    worker: true,
    applies: ({ dataset }) => isMirrorable(dataset),
    check: (value, { dataset }) =>
      value === true && !isMirrorable(dataset)
        ? `must be false for ${dataset}, because only pictures of ${mirrorable().join(" and ")} may be mirrored`
        : undefined,
  },
  batchSize: {
    kind: "integer",
    min: 1,
    max: 65_536,
    default: 32,
    label: "Batch size B",
    sentence: "B: the number of examples in a worker's batch.",
    section: "training",
    worker: true,
  },
  localSteps: {
    kind: "integer",
    min: 1,
    max: 1_000,
    default: 1,
    label: "Local steps K",
    sentence:
      "K: the steps that a worker takes in a round, each on its next batch, before it sends (w_t − w_local)/η.",
    section: "training",
    worker: true,
  },
  learningRate: {
    kind: "number",
    above: 0,
    default: 0.3,
    label: "Learning rate η",
    sentence: "η₀: the learning rate of the first round.",
    section: "training",
    live: true,
  },
  schedule: {
    kind: "config",
    of: () => SCHEDULES,
    default: { kind: "constant" },
    label: "Schedule",
    sentence: "How the learning rate changes from round to round.",
    section: "training",
    live: true,
  },
  clip: {
    kind: "number",
    min: 0,
    label: "Clip updates to the norm C",
    unset: "no bound",
    sentence:
      "C: an honest worker scales an update whose norm is larger down to it, after the momentum; 0 sets no bound. Alone it hides nothing.",
    section: "privacy",
    in: "privacy",
    worker: true,
  },
  noise: {
    kind: "number",
    min: 0,
    label: "Noise σ on each coordinate",
    unset: "none",
    sentence:
      "σ: the deviation of the normal noise that an honest worker adds to each coordinate of its update. It is drawn from the run's seed, so a run repeats, and whoever knows the seed can subtract it.",
    section: "privacy",
    in: "privacy",
    worker: true,
    advise: ({ privacy }) =>
      (privacy?.noise ?? 0) > 0
        ? "noise hides the pictures from the reconstruction of the page What the coordinator sees; it is not differential privacy"
        : undefined,
  },
  rounds: {
    kind: "integer",
    min: 1,
    max: 1_000_000,
    default: 200,
    label: "Rounds",
    sentence: "T: the number of rounds. If `budget` is set, it determines this number.",
    section: "rounds",
    live: true,
  },
  budget: {
    kind: "integer",
    min: 1,
    label: "or C, gradients in all",
    unset: "sets the rounds",
    sentence:
      "C = T·K·B·m·(1−δ): the number of gradients that honest workers compute in the whole run; sets `rounds`.",
    section: "rounds",
    live: true,
  },
  evaluateEvery: {
    kind: "integer",
    min: 1,
    default: 5,
    label: "Measure every",
    sentence:
      "The models are evaluated on the test set after round 0, every so many rounds, and after the last.",
    section: "rounds",
    live: true,
  },
  codec: {
    kind: "name",
    of: (): Record<string, { name: string; sentence?: string }> => ({ ...AUTO_CHOICE, ...CODECS }),
    label: "Vectors are sent as",
    unset: "auto",
    sentence:
      "The codec of vectors to and from workers that know it; all others use float32. `auto` chooses it at Start: the most exact one with which a round's bytes take at most two seconds, else int8.",
    section: "rounds",
    live: true,
  },
  networkMbit: {
    kind: "number",
    above: 0,
    max: 100_000,
    label: "Network",
    unit: "Mbit/s",
    unset: "20",
    sentence:
      "The rate of the network that all workers share, for `auto` and for the time that is shown before Start; later it is measured. Workers on the coordinator's own machine do not count.",
    section: "rounds",
    live: true,
  },
  roundDeadlineMs: {
    kind: "integer",
    min: 100,
    max: 3_600_000,
    default: 15_000,
    label: "Deadline",
    unit: "ms",
    shownIn: { unit: "seconds", factor: 1_000 },
    sentence:
      "The time limit of a round, longer if most workers need longer; a worker that has not answered by then is left out.",
    section: "rounds",
    live: true,
  },
  quorum: {
    kind: "integer",
    min: 1,
    label: "Quorum",
    unset: "f + 1",
    sentence: "The fewest updates that make a step; with fewer the round is skipped.",
    section: "rounds",
    live: true,
    check: (_value, { quorum, workers }) =>
      quorum !== undefined && quorum > workers
        ? `must be at most workers (${workers}), got ${quorum}`
        : undefined,
  },
  showNames: {
    kind: "boolean",
    default: false,
    label: "Names on the projector",
    sentence: "Whether the projector page shows the workers' names; without them it shows counts alone.",
    section: "class",
    live: true,
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof RUN_SETTINGS;

/** The same, with the types of an entry that is looked up by name. */
export const settingRegistry: Readonly<Record<string, Setting>> = RUN_SETTINGS;

const datasets = (): Readonly<Record<string, { mirrorable: boolean }>> => DATASETS;

function isMirrorable(dataset: string): boolean {
  return datasets()[dataset]?.mirrorable ?? false;
}

function mirrorable(): string[] {
  return Object.keys(datasets()).filter(isMirrorable);
}
