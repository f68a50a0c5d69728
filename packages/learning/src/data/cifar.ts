import type { Examples } from "../examples";
import { checkLabels } from "./idx";

const SIDE = 32;
const PLANE = SIDE * SIDE;
const RECORD = 1 + 3 * PLANE; // the label, then the red, green and blue planes

/**
 * Reads uncompressed CIFAR-10 binary files in their order, and turns channel planes into channel-last pixels.
 *
 * @throws RangeError that names the file, what was expected and what was found.
 */
export function parseCifar(batches: readonly Uint8Array[], names: readonly string[], classes = 10): Examples {
  batches.forEach((bytes, i) => {
    if (bytes.length === 0 || bytes.length % RECORD !== 0) {
      const name = names[i];
      throw new RangeError(`${name}: expected a multiple of ${RECORD} bytes, found ${bytes.length}`);
    }
  });
  const count = batches.reduce((sum, bytes) => sum + bytes.length / RECORD, 0);
  const pixels = new Uint8Array(count * 3 * PLANE);
  const labels = new Uint8Array(count);
  let example = 0;
  batches.forEach((bytes, i) => {
    const first = example;
    for (let at = 0; at < bytes.length; at += RECORD, example++) {
      labels[example] = bytes[at];
      const start = example * 3 * PLANE;
      for (let p = 0; p < PLANE; p++) {
        for (let channel = 0; channel < 3; channel++) {
          pixels[start + 3 * p + channel] = bytes[at + 1 + channel * PLANE + p];
        }
      }
    }
    checkLabels(labels.subarray(first, example), names[i], classes);
  });
  return { count, classes, height: SIDE, width: SIDE, channels: 3, pixels, labels };
}
