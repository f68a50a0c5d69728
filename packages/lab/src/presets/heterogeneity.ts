/** How rules handle heterogeneous data: Dirichlet α by f, with and without nearest-neighbour mixing before the rule. */
import { heatFigure } from "../report/figure";
import type { Size } from "../sizes";
import { above } from "../verdicts/paired";
import { type Verdict, verdictOn } from "../verdicts/verdict";
import { accuracyText, entryAt, nameOf, type Preset, seedsAt, valuesOf } from "./preset";
import { ACCURACY } from "./quantity";

const RULES = ["coordinateMedian", "krum", "geometricMedian"] as const;
const MIXED = RULES.map((rule) => ({ aggregator: rule, preAggregators: ["nearestNeighborMixing"] }));

const COMMON = {
  workers: 10,
  attack: "alie",
  algorithm: { momentum: 0.9 },
  measurements: 10,
  schedule: "cosine",
};
const split = (alpha: number) => ({ kind: "dirichlet", alpha });

const SIZES: Record<Size, Preset["sizes"]["smoke"]> = {
  smoke: {
    sweep: {
      base: { ...COMMON, dataset: "glyphs", model: "softmax", rounds: 12, batchSize: 16 },
      over: { rule: [RULES[0], MIXED[0]], partition: [split(0.1), split(10)], delta: [0.2], eta: [0.3] },
    },
    reduced: "a few rounds of softmax on glyphs: it shows that everything runs, and nothing else",
  },
  laptop: {
    sweep: {
      base: { ...COMMON, dataset: "mnist", model: "mlp", epochs: 1, batchSize: 32 },
      over: {
        rule: [...RULES, ...MIXED],
        partition: [split(0.1), split(0.5), split(10)],
        delta: [0, 0.2, 0.4],
        eta: [0.3],
        ...seedsAt("laptop"),
      },
    },
    reduced: "MNIST and mlp, 1 epoch, three α, three f",
  },
  paper: {
    sweep: {
      base: { ...COMMON, dataset: "mnist", model: "lenet5", epochs: 20, batchSize: 32 },
      over: {
        rule: [...RULES, ...MIXED],
        partition: [0.1, 0.33, 0.66, 1, 10].map(split),
        delta: [0, 0.1, 0.2, 0.3, 0.4],
        eta: [0.1, 0.3],
        seed: [1, 2, 3],
      },
    },
    reduced: "",
  },
};

export const heterogeneity: Preset = {
  name: "heterogeneity",
  title: "Heterogeneous data: Dirichlet α by share of Byzantine workers, under ALIE",
  source: "common in the field (drawn as in ByzFL)",
  shows: "nearest-neighbour mixing helps where data differ and attackers hide among them",
  sizes: SIZES,
  quantity: ACCURACY,
  rows: ["rule", "partition"],
  column: "delta",
  paper: () => undefined,
  verdicts: (entries) =>
    valuesOf(entries, "rule")
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
      }),
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
          y: String((place.partition as ReturnType<typeof split>).alpha),
          value: accuracy.mean,
        })),
      }),
    },
  }),
};
