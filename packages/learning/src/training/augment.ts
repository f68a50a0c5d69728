import type { Random } from "@honest-majority/random";
import type { ImageShape } from "../examples";

/** Pixels by which a picture is padded before it is cut to its size again. */
const MARGIN = 4;

/**
 * Augments each picture of a batch [B, height, width, channels], in place: pads it with zeros by four pixels a side,
 * cuts it to its size at a uniformly drawn place, and mirrors it left to right half of the time. He et al. 2015
 * (arXiv:1512.03385, section 4.2) do this to the training set of CIFAR-10. Digits must not be mirrored.
 */
export function augment(pixels: Float32Array, { height, width, channels }: ImageShape, random: Random): void {
  const size = height * width * channels;
  const picture = new Float32Array(size);
  for (let start = 0; start < pixels.length; start += size) {
    const down = random.int(2 * MARGIN + 1) - MARGIN;
    const across = random.int(2 * MARGIN + 1) - MARGIN;
    const isMirrored = random.int(2) === 1;
    picture.set(pixels.subarray(start, start + size));
    let at = start;
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const y = row + down;
        const x = (isMirrored ? width - 1 - column : column) + across;
        const isInside = y >= 0 && y < height && x >= 0 && x < width;
        for (let channel = 0; channel < channels; channel++) {
          pixels[at++] = isInside ? picture[(y * width + x) * channels + channel] : 0;
        }
      }
    }
  }
}
