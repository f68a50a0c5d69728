import type { Poison } from "./poison";

/** For tests: the label y becomes classes − 1 − y. */
export const flippedLabels: Poison = ({ pixels, labels }, { classes }) => ({
  pixels,
  labels: labels.map((label) => classes - 1 - label),
});

/** For tests: all pictures become white. */
export const whitePictures: Poison = ({ pixels, labels }) => ({
  pixels: new Float32Array(pixels.length).fill(1),
  labels,
});
