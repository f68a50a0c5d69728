/**
 * How rules handle heterogeneous data: Dirichlet α by f, with and without nearest-neighbour mixing before the rule, under the
 * worst of several attacks. A second preset repeats it with attackers that send the honest mean, to test why attackers help
 * in some cells.
 */

import { heatFigure } from "../report/figure";
import type { Size } from "../sizes";
import type { Entry } from "../sweep/summary";
import { above } from "../verdicts/paired";
import { type Verdict, verdictOn } from "../verdicts/verdict";
import { FIELD_ASSUMED } from "./assumed";
import { attackersThatHelp, calmOf, MARK } from "./attackersThatHelp";
import {
  accuracyText,
  combinationsOf,
  entryAt,
  extendAt,
  nameOf,
  type Preset,
  seedsAt,
  valuesOf,
} from "./preset";
import { ACCURACY } from "./quantity";

const RULES = ["coordinateMedian", "krum", "geometricMedian"] as const;
const MIXED = RULES.map((rule) => ({ aggregator: rule, preAggregators: ["nearestNeighborMixing"] }));

const ATTACKS = ["optimizedAlie", "optimizedFoe", "signFlip"];
/** ALIE's vector at z = 0. */
const HONEST_MEAN = { kind: "alie", z: 0 };

const COMMON = {
  workers: 10,
  algorithm: { momentum: 0.9 },
  measurements: 10,
  schedule: "cosine",
};
const split = (alpha: number) => ({ kind: "dirichlet", alpha });

const SET_UPS: Record<
  Size,
  { base: Record<string, unknown>; over: Record<string, unknown[]>; reduced: string }
> = {
  smoke: {
    base: { ...COMMON, dataset: "glyphs", model: "softmax", rounds: 4, batchSize: 16 },
    over: { rule: [RULES[0], MIXED[0]], partition: [split(0.1), split(10)], delta: [0, 0.2], eta: [0.3] },
    reduced: "a few rounds of softmax on glyphs: it shows that everything runs, and nothing else",
  },
  laptop: {
    base: { ...COMMON, dataset: "mnist", model: "mlp", rounds: 100, batchSize: 32, measurements: 2 },
    over: {
      rule: [...RULES, ...MIXED],
      partition: [split(0.1), split(0.5), split(10)],
      delta: [0, 0.2, 0.4],
      eta: [0.1, 0.3],
      ...seedsAt("laptop"),
    },
    reduced: "MNIST and mlp, 100 rounds, three α, three f, two η₀",
  },
  paper: {
    base: { ...COMMON, dataset: "mnist", model: "lenet5", epochs: 20, batchSize: 32 },
    over: {
      rule: [...RULES, ...MIXED],
      partition: [0.1, 0.33, 0.66, 1, 10].map(split),
      delta: [0, 0.1, 0.2, 0.3, 0.4],
      eta: [0.1, 0.3],
      seed: [1, 2, 3],
    },
    reduced: "",
  },
};

function sized(size: Size): Preset["sizes"]["smoke"] {
  const { base, over, reduced } = SET_UPS[size];
  return { sweep: { base, over: { ...over, attack: ATTACKS }, worst: "attack", ...extendAt(size) }, reduced };
}

function sizedMean(size: Size): Preset["sizes"]["smoke"] {
  const { base, over, reduced } = SET_UPS[size];
  return { sweep: { base: { ...base, attack: HONEST_MEAN }, over, ...extendAt(size) }, reduced };
}

type Place = Record<string, unknown>;

const ROW = ["rule", "partition"];
const CAUSE = "The preset heterogeneity-mean tests a cause: what attackers do that send the honest mean.";

/** Marks the cells in which attackers help beyond noise. */
export function marked(entries: readonly Entry[]): Entry[] {
  return attackersThatHelp(entries, ROW, CAUSE);
}

/** In how many cells attackers help, for entries that have their marks. */
export function helpText(entries: readonly Entry[]): string {
  const attacked = entries.filter((entry) => calmOf(entries, entry.place, ROW) !== entry);
  const helped = attacked.filter(({ remark }) => remark?.mark === MARK).length;
  return `Cells in which attackers make accuracy higher than none, beyond noise (mark ${MARK}): ${helped || "none"} of ${attacked.length}. The preset heterogeneity-mean tests what attackers near the honest mean do.`;
}

export function mixingHelps(entries: readonly Entry[]): Verdict[] {
  return valuesOf(entries, "rule")
    .filter((rule) => typeof rule === "string")
    .map((rule): Verdict => {
      const mixed = MIXED.find(({ aggregator }) => aggregator === rule);
      const place = {
        partition: valuesOf(entries, "partition")[0],
        delta: valuesOf(entries, "delta").at(-1),
      };
      const [plain, helped] = [rule, mixed].map((one) => entryAt(entries, { ...place, rule: one }));
      return verdictOn(
        `${nameOf(rule)}: mixing helps at the smallest α and the largest δ`,
        [{ margins: above(helped, plain) }],
        `${accuracyText(plain)} without, ${accuracyText(helped)} with`,
      );
    });
}

/** Whether updates at the honest mean help a rule, which would be why real attackers near it do. */
export function meanHelps(entries: readonly Entry[]): Verdict[] {
  return combinationsOf(entries, ROW).map((place) => {
    const calm = calmOf(entries, place, ROW);
    const attacked = (valuesOf(entries, "delta") as number[]).filter((delta) => delta > 0);
    const parts = attacked.map((delta) => ({ delta, entry: entryAt(entries, { ...place, delta }) }));
    return verdictOn(
      `${nameOf(place.rule)}, α = ${alphaOf(place)}: attackers that send the honest mean make accuracy higher than none`,
      parts.map(({ delta, entry }) => ({ of: `δ = ${delta}`, margins: above(entry, calm) })),
      `${accuracyText(calm)} without, ${parts.map(({ entry }) => accuracyText(entry)).join(", ")} with`,
    );
  });
}

const alphaOf = ({ partition }: Place) => (partition as ReturnType<typeof split>).alpha;

const SHARED = {
  assumed: FIELD_ASSUMED,
  figure: "heat.svg",
  quantity: ACCURACY,
  rows: ["rule", "partition"],
  column: "delta",
  compared: "rule",
  paper: () => undefined,
  extraReport: async ({ preset, entries }) => ({
    markdown: "",
    files: {
      "heat.svg": await heatFigure({
        title: preset.title,
        x: "share of Byzantine workers δ",
        y: "Dirichlet α",
        cells: entries.map(({ place, accuracy }) => ({
          panel: nameOf(place.rule),
          x: String(place.delta),
          y: String(alphaOf(place)),
          value: accuracy.mean,
        })),
      }),
    },
  }),
} satisfies Partial<Preset>;

export const heterogeneity: Preset = {
  ...SHARED,
  name: "heterogeneity",
  title: "Heterogeneous data: Dirichlet α by Byzantine share, worst of three attacks",
  source: "common in the field (drawn as in ByzFL)",
  shows: "nearest-neighbour mixing helps where data differ and attackers hide among them",
  sizes: { smoke: sized("smoke"), laptop: sized("laptop"), paper: sized("paper") },
  verdicts: mixingHelps,
  remarked: marked,
  extraReport: async (finished) => ({
    ...(await SHARED.extraReport(finished)),
    markdown: `\n${helpText(finished.entries)}\n`,
  }),
};

export const heterogeneityMean: Preset = {
  ...SHARED,
  name: "heterogeneity-mean",
  title: "Heterogeneous data: the same with attackers that send the honest mean",
  source: "a test of a cause, beside heterogeneity",
  shows: "whether updates near the honest mean help rules that choose among the updates",
  sizes: { smoke: sizedMean("smoke"), laptop: sizedMean("laptop"), paper: sizedMean("paper") },
  verdicts: meanHelps,
};
