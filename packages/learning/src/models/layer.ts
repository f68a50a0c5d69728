/**
 * One layer of a model, as plain data. Three interpreters read it: model/layout.ts (parameters), model/model.ts (tfjs)
 * and backend/reference.ts (plain loops). x is a batch of pictures [B, height, width, channels] or of rows [B, inputs].
 */
export type Layer =
  /** x·W + b with W [inputs, units]. Parameters `<name>.weights` and `<name>.bias`. */
  | { kind: "dense"; name: string; units: number }
  /** max(0, x). */
  | { kind: "relu" }
  /** [B, height, width, channels] to [B, height · width · channels]. */
  | { kind: "flatten" }
  | ConvLayer
  /** The largest value of each 2×2 square; a last odd row or column is left out. */
  | { kind: "pool" }
  /** Normalizes each picture over groups of neighbouring channels. Parameters `<name>.scale` and `<name>.shift`. */
  | { kind: "groupNorm"; name: string; groups: number }
  /** The sum of two paths from the same input; an empty path is the input itself. */
  | { kind: "residual"; main: readonly Layer[]; shortcut: readonly Layer[] }
  /** The mean of each channel: [B, height, width, channels] to [B, channels]. */
  | { kind: "mean" };

/** x ∗ W (+ b) with W [side, side, channels, filters]. Parameters `<name>.weights` and, with a bias, `<name>.bias`. */
export interface ConvLayer {
  kind: "conv";
  name: string;
  filters: number;
  side: number;
  stride: number;
  /** Zeros on every side: a count, "valid" for none, or "same" for as many as keep the size, at stride 1. */
  pad: "same" | "valid" | number;
  bias: boolean;
}
