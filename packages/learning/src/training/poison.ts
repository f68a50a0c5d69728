import { stream } from "@honest-majority/random";

/** A batch as it is trained on. */
export interface TrainingBatch {
  /** 0 … 1, [B, height, width, channels] */
  pixels: Float32Array<ArrayBuffer>;
  /** [B] */
  labels: Uint8Array;
}

/** The shard that a batch comes from, and whose it is. */
export interface PoisonContext {
  classes: number;
  height: number;
  width: number;
  channels: number;
  /** Examples of the shard. */
  count: number;
  /** Which of them the batch holds, [B]. */
  chosen: Uint32Array;
  seed: number;
  workerIndex: number;
}

/** What a malicious worker trains on instead of a batch. Its argument stays as it is. */
export type Poison = (batch: TrainingBatch, context: PoisonContext) => TrainingBatch;

/** The label y becomes classes − 1 − y. */
export function flippedLabels(): Poison {
  return ({ pixels, labels }, { classes }) => ({
    pixels,
    labels: labels.map((label) => classes - 1 - label),
  });
}

/**
 * Each example of the shard gets a label drawn at random, the same in every round. Labels depend on (seed, workerIndex,
 * example) only, and are drawn once.
 */
export function randomLabels(): Poison {
  const drawnFor = new Map<string, Uint8Array>();
  return ({ pixels }, { classes, count, chosen, seed, workerIndex }) => {
    const key = [seed, workerIndex, count, classes].join();
    let drawn = drawnFor.get(key);
    if (drawn === undefined) {
      const random = stream(seed, "random labels", workerIndex);
      drawn = Uint8Array.from({ length: count }, () => random.int(classes));
      drawnFor.set(key, drawn);
    }
    const labels = drawn;
    return { pixels, labels: Uint8Array.from(chosen, (example) => labels[example]) };
  };
}

export interface TriggerOptions {
  /** Of the batch. */
  share: number;
  /** Side of the square, in pixels. */
  size: number;
  /** The class. */
  target: number;
}

/**
 * The first ⌈share·B⌉ pictures of the batch get a white square in the lower right corner, and `target` as their label.
 * The order of a batch is random, so they are a random choice.
 *
 * @throws RangeError when the target is no class.
 */
export function trigger({ share, size, target }: TriggerOptions): Poison {
  return ({ pixels, labels }, { classes, height, width, channels }) => {
    if (!Number.isInteger(target) || target < 0 || target >= classes) {
      throw new RangeError(`trigger: target must be an integer in 0 … ${classes - 1}, got ${target}`);
    }
    const marked = Math.ceil(share * labels.length);
    const out = { pixels: pixels.slice(), labels: labels.slice() };
    out.labels.fill(target, 0, marked);
    const left = Math.max(0, width - size);
    for (let picture = 0; picture < marked; picture++) {
      for (let y = Math.max(0, height - size); y < height; y++) {
        const line = (picture * height + y) * width;
        out.pixels.fill(1, (line + left) * channels, (line + width) * channels);
      }
    }
    return out;
  };
}
