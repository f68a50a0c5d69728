import { stream } from "@honest-majority/random";
import type { Examples } from "../examples";

export interface BatchPlan {
  seed: number;
  workerIndex: number;
  batchSize: number;
  /** Examples in the worker's shard. */
  count: number;
}

/** Rounds until a shard of `count` examples is through. A batch is never larger than the shard. */
export function batchesPerEpoch({ batchSize, count }: Pick<BatchPlan, "batchSize" | "count">): number {
  return Math.max(1, Math.floor(count / batchSize));
}

/**
 * Tells which of a worker's examples make round t's batch: without replacement within an epoch, the
 * remainder of fewer than B dropped, each epoch in an order of its own. What it answers depends on (seed,
 * workerIndex, round) only, so a reloaded tab goes on where it was; the last order is kept for speed.
 */
export function batchPicker({
  seed,
  workerIndex,
  batchSize,
  count,
}: BatchPlan): (round: number) => Uint32Array {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`batchPicker: batchSize must be an integer >= 1, got ${batchSize}`);
  }
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`batchPicker: count must be an integer >= 1, got ${count}`);
  }
  const perEpoch = batchesPerEpoch({ batchSize, count });
  let shuffled: { epoch: number; order: Uint32Array } | undefined;
  return (round) => {
    const epoch = Math.floor(round / perEpoch);
    if (shuffled?.epoch !== epoch) {
      const order = Uint32Array.from({ length: count }, (_, i) => i);
      shuffled = { epoch, order: stream(seed, "batch", workerIndex, epoch).shuffle(order) };
    }
    const start = (round % perEpoch) * batchSize;
    return shuffled.order.subarray(start, Math.min(start + batchSize, count));
  };
}

/** Pixels/255 of the chosen examples, [B, height, width, channels]. */
export function gatherPixels(
  { pixels, height, width, channels }: Examples,
  chosen: Uint32Array,
): Float32Array<ArrayBuffer> {
  const size = height * width * channels;
  const out = new Float32Array(chosen.length * size);
  let at = 0;
  for (const example of chosen) {
    const end = (example + 1) * size;
    for (let i = example * size; i < end; i++) out[at++] = SHARES[pixels[i]];
  }
  return out;
}

/** b/255 of each byte b: a test set has millions of pixels, and a division takes longer than looking it up. */
const SHARES = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** [B] */
export function gatherLabels(examples: Examples, chosen: Uint32Array): Uint8Array {
  return Uint8Array.from(chosen, (example) => examples.labels[example]);
}

/** One-hot labels, [B, classes]. */
export function oneHot(labels: Uint8Array, classes: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    out[row * classes + label] = 1;
  });
  return out;
}
