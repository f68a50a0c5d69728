import type { ImageShape } from "../examples";

/** How good one model is on the test set. */
export interface Evaluation {
  /** 0 … 1 */
  accuracy: number;
  /** Mean cross-entropy; null when it is not finite (JSON has no NaN). */
  loss: number | null;
  /** [true class][predicted class], counts. */
  confusion: number[][];
  /**
   * The share, 0 … 1, of the test pictures of other classes that the model takes for an attack's target once they bear its
   * trigger; the largest if there are several such attacks. Absent when no such attack is preset or played. Reveals roles.
   */
  attackSuccess?: number;
  /** The same on the training pictures that no worker gets. Absent when all are dealt to workers. */
  validation?: { accuracy: number; loss: number | null };
}

/** What an attack wants of the trained model: that it takes pictures with a trigger for one class. */
export interface Aim {
  target: number;
  /** Puts the trigger on the first `count` pictures of `pixels`, 0 … 1, [≥ count, height, width, channels]. */
  trigger(pixels: Float32Array, count: number, shape: ImageShape): void;
}
