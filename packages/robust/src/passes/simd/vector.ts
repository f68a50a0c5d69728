/** d floats in the memory of the passes that made it. */
export interface SimdVector {
  /** Their address. */
  readonly at: number;
  readonly d: number;
}
