/** ByzSGDnm's table 6: the time of a run by batch size, without attack, with centered clipping. */

import type { Size } from "../sizes";
import type { Entry } from "../sweep/summary";
import { pairedBy } from "../verdicts/paired";
import { type Verdict, verdictOn } from "../verdicts/verdict";
import { BYZSGDNM_ASSUMED } from "./assumed";
import { BYZSGDNM_SET_UPS } from "./byzsgdnmSetUp";
import { BATCHES, BYZSGDNM_RULES, TABLE_6 } from "./paperTables";
import { entryAt, type Preset, valuesOf } from "./preset";
import { SECONDS } from "./quantity";

const NORMALIZED = "algorithm.normalized";
const ALGORITHMS = [
  { name: "m", normalized: false },
  { name: "nm", normalized: true },
];
/** The share of a time that may come from the machine and not from the algorithm. */
const NOISE = 0.1;

const REDUCED: Record<Size, { B?: number[]; epochs?: number; seed: number[]; reduced: string }> = {
  smoke: { seed: [1], reduced: BYZSGDNM_SET_UPS.smoke.reduced },
  laptop: {
    B: [32, 64, 128, 256, 512],
    epochs: 1,
    seed: [1, 2, 3],
    reduced: "MNIST and mlp for CIFAR-10 and ResNet-20, 1 epoch for 160, five batch sizes for six",
  },
  paper: { seed: [1], reduced: "" },
};

function sized(size: Size) {
  const { base, B } = BYZSGDNM_SET_UPS[size];
  const { epochs, seed, reduced, ...own } = REDUCED[size];
  return {
    sweep: {
      base: {
        ...base,
        ...(epochs === undefined ? {} : { epochs }),
        attackers: 0,
        f: 0,
        learningRate: 0.1,
        arms: [{ aggregator: BYZSGDNM_RULES.CC }],
      },
      // the two algorithms at one B run close in time and the seeds far apart, so that a slow minute does not hit only one column
      over: { seed, B: own.B ?? B, [NORMALIZED]: [false, true] },
    },
    reduced,
  };
}

export const table6: Preset = {
  name: "byzsgdnm-table6",
  title: "Duration of ByzSGDm and ByzSGDnm by batch size, no attack",
  source: "ByzSGDnm, table 6",
  shows: "time falls as B grows, and ByzSGDnm takes no longer than ByzSGDm",
  figure: "seconds.svg",
  sizes: { smoke: sized("smoke"), laptop: sized("laptop"), paper: sized("paper") },
  quantity: SECONDS,
  rows: [NORMALIZED],
  column: "B",
  paper: ({ B, [NORMALIZED]: normalized }) =>
    TABLE_6[normalized === true ? "nm" : "m"][BATCHES.indexOf(B as (typeof BATCHES)[number])],
  assumed: BYZSGDNM_ASSUMED,
  verdicts: (entries) => [timeFalls(entries), normalizedIsNoSlower(entries)],
};

/** Judged from step to step, and from the smallest B to the largest. */
function timeFalls(entries: readonly Entry[]): Verdict {
  const batches = valuesOf(entries, "B") as number[];
  const largest = batches.length - 1;
  const parts = ALGORITHMS.flatMap(({ name, normalized }) => {
    const at = (i: number) => entryAt(entries, { B: batches[i], [NORMALIZED]: normalized });
    const steps = batches.slice(1).map((B, i) => ({
      of: `B = ${batches[i]} to ${B} (${name})`,
      margins: shorter(at(i + 1), at(i)).map((share) => share + NOISE),
    }));
    const whole = `B = ${batches[0]} to ${batches[largest]} (${name})`;
    return [...steps, { of: whole, margins: shorter(at(largest), at(0)) }];
  });
  return verdictOn(
    `time falls as B grows, and grows by at most ${100 * NOISE} % from one B to the next`,
    parts,
    ALGORITHMS.map(({ name, normalized }) => `${times(entries, normalized)} s (${name})`).join(", "),
    { print: percent },
  );
}

/** For each seed, by the sum over all B. */
function normalizedIsNoSlower(entries: readonly Entry[]): Verdict {
  const perB = valuesOf(entries, "B").map((B) => {
    const [m, nm] = ALGORITHMS.map(({ normalized }) => entryAt(entries, { B, [NORMALIZED]: normalized }));
    return pairedBy(nm, m, ({ seconds }) => seconds);
  });
  const seeds = Math.min(...perB.map((pairs) => pairs.length));
  const ratios = Array.from({ length: seeds }, (_, seed) => {
    const sum = (side: 0 | 1) => perB.reduce((total, pairs) => total + pairs[seed][side], 0);
    return sum(0) / sum(1);
  });
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  return verdictOn(
    `over all B, ByzSGDnm takes at most ${100 * NOISE} % longer than ByzSGDm`,
    [{ margins: ratios.map((ratio) => 1 + NOISE - ratio) }],
    ratios.length === 0 ? "" : `${mean.toFixed(3)} times as long`,
    { print: percent },
  );
}

/** The share by which a takes less time than b, for each seed. */
function shorter(a: Entry | undefined, b: Entry | undefined): number[] {
  return pairedBy(a, b, ({ seconds }) => seconds).map(([one, other]) => 1 - one / other);
}

function times(entries: readonly Entry[], normalized: boolean): string {
  return valuesOf(entries, "B")
    .map((B) => entryAt(entries, { B, [NORMALIZED]: normalized })?.seconds.mean.toFixed(2) ?? "–")
    .join(", ");
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}
