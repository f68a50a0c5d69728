import { stream } from "@honest-majority/random";
import type { Examples } from "../examples";

/** What a malicious worker does to the batch it trains on. */
export type Poison =
  /** The label y counts as classes − 1 − y. */
  | { kind: "flippedLabels" }
  /** Each example of the shard has a label drawn at random, the same in every round. */
  | { kind: "randomLabels" }
  /** `share` of the batch bear a white square of `size` pixels a side in the lower right corner, and `target` as label. */
  | { kind: "trigger"; share: number; size: number; target: number };

/** A batch as it is trained on; pixels 0 … 1, [B, height, width, channels]. */
export interface Batch {
  pixels: Float32Array<ArrayBuffer>;
  /** [B] */
  labels: Uint8Array;
}

interface Poisoner {
  examples: Examples;
  seed: number;
  workerIndex: number;
}

/**
 * Poisons a batch of the chosen examples; what it is given stays as it is. Random labels depend on (seed, workerIndex,
 * example) only, and are drawn once.
 *
 * @throws RangeError when the target is no class.
 */
export function poisoner({
  examples,
  seed,
  workerIndex,
}: Poisoner): (poison: Poison, chosen: Uint32Array, batch: Batch) => Batch {
  const { classes, count } = examples;
  let drawn: Uint8Array | undefined;
  return (poison, chosen, { pixels, labels }) => {
    switch (poison.kind) {
      case "flippedLabels":
        return { pixels, labels: labels.map((label) => classes - 1 - label) };
      case "randomLabels": {
        if (drawn === undefined) {
          const random = stream(seed, "random labels", workerIndex);
          drawn = Uint8Array.from({ length: count }, () => random.int(classes));
        }
        const mine = drawn;
        return { pixels, labels: Uint8Array.from(chosen, (example) => mine[example]) };
      }
      case "trigger":
        return triggered(poison, examples, { pixels, labels });
      default:
        throw new RangeError(`poisoner: unknown poison ${JSON.stringify(poison satisfies never)}`);
    }
  };
}

/** The first ⌈share·B⌉ examples of the batch; their order is already a random one. */
function triggered(
  { share, size, target }: Extract<Poison, { kind: "trigger" }>,
  { classes, height, width, channels }: Examples,
  { pixels, labels }: Batch,
): Batch {
  if (!Number.isInteger(target) || target < 0 || target >= classes) {
    throw new RangeError(`poisoner: target must be an integer in 0 … ${classes - 1}, got ${target}`);
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
}
