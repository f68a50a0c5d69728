/** Compares the optimal batch size of ByzSGDnm's propositions, from estimates of the problem's constants, with the best measured one. */

import type { Size } from "../sizes";
import { BYZSGDNM_ASSUMED } from "./assumed";
import { BYZSGDNM_SET_UPS } from "./byzsgdnmSetUp";
import { NORMALIZED, optimalBatchReport } from "./optimalBatchReport";
import { extendAt, type Preset, seedsAt } from "./preset";
import { ACCURACY } from "./quantity";

const DELTAS = [0, 1 / 8, 3 / 8];

const REDUCED: Record<
  Size,
  { delta: number[]; B?: number[]; eta?: number[]; shorter?: Record<string, unknown>; reduced: string }
> = {
  smoke: { delta: [0, 3 / 8], reduced: BYZSGDNM_SET_UPS.smoke.reduced },
  laptop: {
    delta: DELTAS,
    B: [8, 32, 128, 512],
    eta: [0.1, 0.5],
    shorter: { epochs: 1, measurements: 2 },
    reduced: "MNIST and mlp for CIFAR-10 and ResNet-20, 1 epoch for 160, B from 8 to 512, two η₀ for eight",
  },
  paper: { delta: DELTAS, reduced: "" },
};

function sized(size: Size) {
  const { base, ...usual } = BYZSGDNM_SET_UPS[size];
  const { delta, B = usual.B, eta = usual.eta, shorter, reduced } = REDUCED[size];
  return {
    sweep: {
      base: { ...base, ...shorter, attack: "alie" },
      over: {
        rule: ["coordinateMedian"],
        [NORMALIZED]: [false, true],
        delta,
        B,
        eta,
        ...seedsAt(size),
      },
      ...extendAt(size),
    },
    reduced,
  };
}

export const optimalBatch: Preset = {
  name: "optimal-batch",
  title: "The optimal batch size by theory and by measurement, coordinate median under ALIE",
  source: "ByzSGDnm, propositions 1 and 2",
  shows: "the measured best B and B* move the same way with δ, for both algorithms",
  figure: "bound.svg",
  sizes: { smoke: sized("smoke"), laptop: sized("laptop"), paper: sized("paper") },
  quantity: ACCURACY,
  rows: [NORMALIZED, "B"],
  column: "delta",
  compared: "B",
  paper: () => undefined,
  assumed: BYZSGDNM_ASSUMED,
  verdicts: () => [],
  extraReport: optimalBatchReport,
};
