import { concat, type Tensor2D, tensor4d, tidy } from "@tensorflow/tfjs-core";
import type { ImageShape } from "../examples";
import { parameterLayout } from "../model/layout";
import { forward, uploadParameters } from "../model/model";
import type { ModelName } from "../models/models";
import { readBack } from "./readBack";

export interface PredictOptions {
  model: ModelName;
  shape: ImageShape;
  classes: number;
}

/**
 * What models of one kind see in one picture [height, width, channels], one byte a pixel: for each parameters [d] the
 * probability of every class, or null if they are not finite numbers. Read back once.
 *
 * @throws RangeError when the picture or the parameters are of another size.
 */
export async function predict(
  { model, shape, classes }: PredictOptions,
  parameters: readonly Float32Array[],
  picture: Uint8Array,
): Promise<(number[] | null)[]> {
  const { height, width, channels } = shape;
  if (picture.length !== height * width * channels) {
    throw new RangeError(
      `predict: a picture of ${height}×${width}×${channels} must have ${height * width * channels} bytes, got ${picture.length}`,
    );
  }
  const layout = parameterLayout(model, shape, classes);
  const d = layout.reduce((sum, { size }) => sum + size, 0);
  for (const { length } of parameters) {
    if (length !== d) throw new RangeError(`predict: ${model} has ${d} parameters, got ${length}`);
  }
  if (parameters.length === 0) return [];
  const logits = tidy(() => {
    const pictures = tensor4d(
      Float32Array.from(picture, (byte) => byte / 255),
      [1, height, width, channels],
    );
    return concat<Tensor2D>(
      parameters.map((vector) =>
        tidy(() => forward(model, shape, classes, uploadParameters(vector, layout), pictures)),
      ),
    );
  });
  const values = await readBack(logits);
  return parameters.map((_, arm) => softmax(values.subarray(arm * classes, (arm + 1) * classes)));
}

/** Null if a logit is not finite. */
function softmax(logits: Float32Array): number[] | null {
  if (!logits.every(Number.isFinite)) return null;
  const largest = logits.reduce((a, b) => Math.max(a, b));
  const powers = Array.from(logits, (logit) => Math.exp(logit - largest));
  const total = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / total);
}
