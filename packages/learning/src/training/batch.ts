import { stream } from "@honest-majority/random";
import type { Examples } from "../examples";

export interface BatchPlan {
  seed: number;
  workerIndex: number;
  batchSize: number;
  /** Examples in the worker's shard. */
  count: number;
}

/** Batches that go once through a shard of `count` examples. A batch is never larger than the shard. */
export function batchesPerEpoch({ batchSize, count }: Pick<BatchPlan, "batchSize" | "count">): number {
  return Math.max(1, Math.floor(count / batchSize));
}

/**
 * Picks the examples of the batch at `place` in a worker's sequence of batches, of which each local step takes the next.
 * Every epoch has its own random order, shows no example twice and drops the last few that do not fill a batch. The
 * batch depends on (seed, workerIndex, place) only, so that a reloaded tab continues where it was; the order of the last
 * epoch is kept for speed.
 */
export function batchPicker({
  seed,
  workerIndex,
  batchSize,
  count,
}: BatchPlan): (place: number) => Uint32Array {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`batchPicker: batchSize must be an integer >= 1, got ${batchSize}`);
  }
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`batchPicker: count must be an integer >= 1, got ${count}`);
  }
  const perEpoch = batchesPerEpoch({ batchSize, count });
  let shuffled: { epoch: number; order: Uint32Array } | undefined;
  return (place) => {
    const epoch = Math.floor(place / perEpoch);
    if (shuffled?.epoch !== epoch) {
      const order = Uint32Array.from({ length: count }, (_, i) => i);
      shuffled = { epoch, order: stream(seed, "batch", workerIndex, epoch).shuffle(order) };
    }
    const start = (place % perEpoch) * batchSize;
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

/** b/255 of each byte b: a test set has millions of pixels, and a division is slower than a look-up. */
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
