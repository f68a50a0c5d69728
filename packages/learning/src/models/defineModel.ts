import type { Described } from "../described";
import type { ImageShape } from "../examples";
import type { Layer } from "./layer";

export interface ModelEntry extends Described {
  /** Its key in `MODELS`, in configs and in records. */
  model: string;
  /** The pictures on which its steps are timed; those of MNIST when unset. */
  madeFor?: ImageShape;
  /** Pictures must be at least this high and wide. */
  smallestSide?: number;
  /** How many test pictures go through at once; 500 when unset. */
  evaluationBatch?: number;
  /** The pictures of the backend self-test: small, and large enough for every layer. 12×12×2 when unset. */
  selfTestShape?: ImageShape;
  /** From the picture to the logits of the classes; the last layer is a dense one with `classes` units. */
  layers(shape: ImageShape, classes: number): readonly Layer[];
}

export function defineModel(entry: ModelEntry): ModelEntry {
  return entry;
}
