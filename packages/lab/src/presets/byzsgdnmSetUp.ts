/**
 * The common set-up of ByzSGDnm's tables: eight workers, β = 0.9, cosine; data, model, batch sizes and η₀ by size. The paper
 * anneals by epoch. Reduced sizes have too few epochs for that and anneal by round.
 */

import type { Size } from "../sizes";
import { BATCHES } from "./paperTables";

const COMMON = { workers: 8, algorithm: { momentum: 0.9 }, measurements: 10 };

export const BYZSGDNM_SET_UPS: Record<
  Size,
  { base: Record<string, unknown>; B: number[]; eta: number[]; reduced: string }
> = {
  paper: {
    base: {
      ...COMMON,
      dataset: "cifar-10",
      model: "resnet20",
      augment: true,
      epochs: 160,
      schedule: "cosineByEpoch",
    },
    B: [...BATCHES],
    eta: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20],
    reduced: "",
  },
  laptop: {
    base: { ...COMMON, dataset: "mnist", model: "mlp", epochs: 2, schedule: "cosine" },
    B: [16, 64, 256],
    eta: [0.1, 0.3, 1],
    reduced:
      "MNIST and mlp for CIFAR-10 and ResNet-20, 2 epochs for 160, annealed by round, three batch sizes for six, three η₀ for eight",
  },
  smoke: {
    base: { ...COMMON, dataset: "glyphs", model: "softmax", epochs: 0.5, schedule: "cosine" },
    B: [16, 64],
    eta: [0.3],
    reduced: "a few rounds of softmax on glyphs: it shows that everything runs, and nothing else",
  },
};
