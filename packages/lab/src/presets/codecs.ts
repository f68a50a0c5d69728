/**
 * What the codecs cost: accuracy of each rule under each attack, in float32, float16 and int8, up and down as in a class. A
 * codec that costs a rule accuracy beyond noise is left out by `auto`.
 */
import { Arm, armLabel, codecNames, type Loss } from "@honest-majority/protocol";
import type { Size } from "../sizes";
import type { Entry } from "../sweep/summary";
import { judge } from "../verdicts/judge";
import { above, isAtChance } from "../verdicts/paired";
import { type Part, type Verdict, verdictOn } from "../verdicts/verdict";
import { FIELD_ASSUMED } from "./assumed";
import { combinationsOf, entryAt, nameOf, type Preset, seedsAt, valuesOf } from "./preset";
import { ACCURACY } from "./quantity";

/** The first one is exact. */
const CODECS = codecNames();
/**
 * A loss must be larger than this, beyond the seeds' deviation. A mean of three differences exceeds their deviation by chance
 * in one comparison of nine, and the table has seventy.
 */
const POINTS = 0.005;

const MIXED_MEDIAN = { aggregator: "coordinateMedian", preAggregators: ["nearestNeighborMixing"] };
const RULES = [
  "mean",
  "coordinateMedian",
  "trimmedMean",
  "krum",
  MIXED_MEDIAN,
  "centeredClip",
  "brsgd",
] as const;
const ATTACKS = ["none", { kind: "alie", z: 1.5 }, "foe", "bitFlip", "labelFlip"];

const BASE = {
  dataset: "glyphs",
  workers: 10,
  attackers: 3,
  f: 3,
  algorithm: { momentum: 0.9 },
  learningRate: 0.3,
  measurements: 2,
};

const SIZES: Record<Size, Preset["sizes"]["smoke"]> = {
  smoke: {
    sweep: {
      base: { ...BASE, model: "softmax", rounds: 4, batchSize: 16 },
      over: { rule: ["mean", MIXED_MEDIAN], attack: ["none", "foe"], codec: CODECS },
    },
    reduced: "a few rounds of softmax on glyphs: it shows that everything runs, and nothing else",
  },
  laptop: {
    sweep: {
      base: { ...BASE, model: "mlp", rounds: 60, batchSize: 16 },
      over: { rule: [...RULES], attack: ATTACKS, codec: CODECS, ...seedsAt("laptop") },
    },
    reduced: "",
  },
  paper: {
    sweep: {
      base: { ...BASE, dataset: "mnist", model: "mlp", rounds: 1_000, batchSize: 32 },
      over: { rule: [...RULES], attack: ATTACKS, codec: CODECS, seed: [1, 2, 3, 4, 5] },
    },
    reduced: "",
  },
};

/** In the report: what `auto` leaves out. `npm run docs` makes `LOSSES` of it. */
export const LOSSES_FILE = "losses.json";

type Place = Record<string, unknown>;

/** By how much an entry is more accurate than the same in float32, for each seed. */
function gain(entries: readonly Entry[], entry: Entry): number[] {
  return above(entry, entryAt(entries, { ...entry.place, codec: CODECS[0] }));
}

/** How far an entry is above the limit for a loss, for each seed. */
function margins(entries: readonly Entry[], entry: Entry): number[] {
  return gain(entries, entry).map((points) => points + POINTS);
}

interface Costs {
  rule: unknown;
  codec: string;
  /** Under each attack. */
  parts: (Part & { entry: Entry })[];
}

function costsOf(entries: readonly Entry[]): Costs[] {
  const coded = entries.filter(({ place }) => place.codec !== CODECS[0]);
  return combinationsOf(coded, ["rule", "codec"]).map(({ rule, codec }) => ({
    rule,
    codec: String(codec),
    parts: (valuesOf(entries, "attack") as Place[]).flatMap((attack) => {
      const entry = entryAt(entries, { rule, codec, attack });
      // at chance there is nothing to lose
      const full = entryAt(entries, { rule, codec: CODECS[0], attack });
      if (entry === undefined || isAtChance(full)) return [];
      return [{ of: nameOf(attack), margins: margins(entries, entry), entry }];
    }),
  }));
}

const loses = ({ margins }: Part) => judge(margins).outcome === "fails";
const points = (share: number) => (100 * share).toFixed(1);

export function codecVerdicts(entries: readonly Entry[]): Verdict[] {
  return costsOf(entries).map(({ rule, codec, parts }) =>
    verdictOn(
      `${nameOf(rule)}: ${codec} costs at most half a point, under every attack that leaves it above chance`,
      parts,
    ),
  );
}

/** The rules and codecs that `auto` must not take together. */
export function codecLosses(entries: readonly Entry[]): Loss[] {
  return costsOf(entries).flatMap(({ rule, codec, parts }) => {
    const lost = parts.filter(loses);
    if (lost.length === 0) return [];
    const each = lost.map(({ of, entry }) => `${points(-judge(gain(entries, entry)).mean)} points (${of})`);
    return [{ rule: keyOf(rule), codec: codec as Loss["codec"], loses: each.join(", ") }];
  });
}

/** As `auto` names the run's arms. */
const keyOf = (rule: unknown) => armLabel({ ...Arm.parse(rule), label: undefined });

const REMARK = {
  mark: "↓",
  reason:
    "More than half a point less accurate than in float32, by more than the deviation of the seeds' differences.",
};

function marked(entries: readonly Entry[]): Entry[] {
  return entries.map((entry) =>
    loses({ margins: margins(entries, entry) }) ? { ...entry, remark: REMARK } : entry,
  );
}

export const codecs: Preset = {
  name: "codecs",
  title: "What the codecs cost: accuracy by rule, attack and codec",
  source: "a test of this project's codecs",
  shows: "float16 and int8 cost no rule accuracy under any attack",
  figure: "accuracy.svg",
  sizes: SIZES,
  quantity: ACCURACY,
  rows: ["rule", "attack"],
  column: "codec",
  paper: () => undefined,
  assumed: FIELD_ASSUMED,
  verdicts: codecVerdicts,
  remarked: marked,
  extraReport: async ({ entries }) => ({
    markdown: "",
    files: { [LOSSES_FILE]: `${JSON.stringify(codecLosses(entries), null, 1)}\n` },
  }),
};
