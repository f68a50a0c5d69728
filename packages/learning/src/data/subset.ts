import type { Examples } from "../examples";

/** Copies the chosen examples, in that order. */
export function subset(examples: Examples, chosen: ArrayLike<number>): Examples {
  const size = examples.height * examples.width * examples.channels;
  const pixels = new Uint8Array(chosen.length * size);
  const labels = new Uint8Array(chosen.length);
  for (let i = 0; i < chosen.length; i++) {
    const from = chosen[i];
    if (!(from >= 0 && from < examples.count)) {
      throw new RangeError(`subset: indices must be below ${examples.count}, got ${from}`);
    }
    pixels.set(examples.pixels.subarray(from * size, (from + 1) * size), i * size);
    labels[i] = examples.labels[from];
  }
  return { ...examples, count: chosen.length, pixels, labels };
}
