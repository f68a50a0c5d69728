/** How good one model is on the test set. */
export interface Evaluation {
  /** 0 … 1 */
  accuracy: number;
  /** Mean cross-entropy; null when it is not finite (JSON has no NaN). */
  loss: number | null;
  /** [true class][predicted class], counts. */
  confusion: number[][];
}
