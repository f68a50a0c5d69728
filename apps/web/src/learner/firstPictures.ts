import type { Examples } from "@honest-majority/learning";
import type { Pictures } from "./messages";

/** Copies the first `most` examples that are no drawings. */
export function firstPictures(examples: Examples, most: number, drawn: ReadonlySet<number>): Pictures {
  const { height, width, channels, pixels, labels } = examples;
  const size = height * width * channels;
  const chosen: number[] = [];
  for (let i = 0; i < examples.count && chosen.length < most; i++) if (!drawn.has(i)) chosen.push(i);
  const copy = new Uint8Array(chosen.length * size);
  chosen.forEach(
    (example, i) => void copy.set(pixels.subarray(example * size, (example + 1) * size), i * size),
  );
  return {
    count: chosen.length,
    height,
    width,
    channels,
    pixels: copy,
    labels: Uint8Array.from(chosen, (example) => labels[example]),
  };
}
