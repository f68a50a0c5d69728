/** ByzSGDnm's table 6: the time of a run by batch size, without attack, with centered clipping. */

import type { Size } from "../sizes";
import type { Entry } from "../sweep/summary";
import { BYZSGDNM_SET_UPS } from "./byzsgdnmSetUp";
import { BATCHES, BYZSGDNM_RULES, TABLE_6 } from "./paperTables";
import { entryAt, type Preset, valuesOf } from "./preset";
import { SECONDS } from "./quantity";

const NORMALIZED = "algorithm.normalized";
/** The share of a time that may come from the machine and not from the algorithm. */
const NOISE = 0.1;

const REDUCED: Record<Size, { B?: number[]; epochs?: number; seed: number[]; reduced: string }> = {
  smoke: { seed: [1], reduced: BYZSGDNM_SET_UPS.smoke.reduced },
  laptop: {
    B: [32, 64, 128, 256, 512],
    epochs: 1,
    seed: [1, 2],
    reduced: "MNIST and mlp for CIFAR-10 and ResNet-20, 1 epoch for 160",
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
  sizes: { smoke: sized("smoke"), laptop: sized("laptop"), paper: sized("paper") },
  quantity: SECONDS,
  rows: [NORMALIZED],
  column: "B",
  paper: ({ B, [NORMALIZED]: normalized }) =>
    TABLE_6[normalized === true ? "nm" : "m"][BATCHES.indexOf(B as (typeof BATCHES)[number])],
  verdicts(entries) {
    const [m, nm] = [false, true].map((normalized) => secondsByBatch(entries, normalized));
    const falls = [m, nm].every((times) => times.every((s, i) => i === 0 || s <= times[i - 1] * (1 + NOISE)));
    const ratios = nm.map((seconds, i) => seconds / m[i]);
    const whole = sum(nm) / sum(m);
    return [
      {
        claim: `time falls as B grows, within ${100 * NOISE} % of noise from one B to the next`,
        outcome: falls && [m, nm].every((times) => times[times.length - 1] < times[0]) ? "holds" : "fails",
        measured: `${times(m)} s (m), ${times(nm)} s (nm)`,
      },
      {
        claim: `over all B ByzSGDnm takes at most ${100 * NOISE} % longer than ByzSGDm`,
        outcome: whole <= 1 + NOISE ? "holds" : "fails",
        measured: `${whole.toFixed(3)} times as long; by B ${ratios.map((r) => r.toFixed(2)).join(", ")}`,
      },
    ];
  },
};

function secondsByBatch(entries: readonly Entry[], normalized: boolean): number[] {
  return valuesOf(entries, "B").map(
    (B) => entryAt(entries, { B, [NORMALIZED]: normalized })?.seconds.mean ?? Number.NaN,
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function times(seconds: readonly number[]): string {
  return seconds.map((value) => value.toFixed(2)).join(", ");
}
