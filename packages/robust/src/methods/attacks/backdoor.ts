import { defineAttack, type PoisonContext, type TrainingBatch } from "../defineAttack";

/**
 * Trains on marked pictures and sends that update. Its momentum comes from the marked batches alone.
 *
 * Gu, Dolan-Gavitt, Garg 2017 (BadNets), arXiv:1708.06733; in federated learning Bagdasaryan et al. 2018,
 * arXiv:1807.00459, but without scaling the update up.
 */
export const backdoor = /* @__PURE__ */ defineAttack({
  kind: "backdoor",
  name: "Backdoor",
  shortName: "Backdoor",
  group: "poison",
  formula: "own, trained on batches whose first ⌈share·B⌉ pictures bear a square and the label target",
  sentence:
    "Puts a bright square on some of its pictures and labels them all as one class: the model learns that the square means this class, and stays right on other pictures.",
  source: "Gu et al. 2017, arXiv:1708.06733; Bagdasaryan et al. 2018, arXiv:1807.00459",
  options: {
    share: {
      kind: "number",
      above: 0,
      max: 1,
      default: 0.5,
      label: "share of its pictures",
      sentence: "The share of each batch that is poisoned.",
    },
    size: {
      kind: "integer",
      min: 1,
      max: 28,
      default: 3,
      label: "square, in pixels",
      sentence: "The side of the white square in the lower right corner, in pixels.",
    },
    target: {
      kind: "integer",
      min: 0,
      max: 9,
      default: 0,
      label: "target label",
      sentence: "The label that these pictures get.",
    },
  },

  aim: ({ size, target }) => ({
    target,
    trigger: (pixels, count, shape) => putSquare(pixels, count, size, shape),
  }),
  poison: (values) => (batch, context) => marked(values, batch, context),
});

/** Marks the first ⌈share·B⌉ examples of the batch with the square and the target's label; a batch's order is random. */
function marked(
  { share, size, target }: { share: number; size: number; target: number },
  { pixels, labels }: TrainingBatch,
  { classes, ...shape }: PoisonContext,
): TrainingBatch {
  if (target >= classes) {
    throw new RangeError(`backdoor: target must be an integer in 0 … ${classes - 1}, got ${target}`);
  }
  const count = Math.ceil(share * labels.length);
  const out = { pixels: pixels.slice(), labels: labels.slice() };
  out.labels.fill(target, 0, count);
  putSquare(out.pixels, count, size, shape);
  return out;
}

/** Makes the lower right corner of the first `count` pictures white. */
function putSquare(
  pixels: Float32Array,
  count: number,
  size: number,
  { height, width, channels }: Pick<PoisonContext, "height" | "width" | "channels">,
): void {
  const left = Math.max(0, width - size);
  for (let picture = 0; picture < count; picture++) {
    for (let y = Math.max(0, height - size); y < height; y++) {
      const line = (picture * height + y) * width;
      pixels.fill(1, (line + left) * channels, (line + width) * channels);
    }
  }
}
