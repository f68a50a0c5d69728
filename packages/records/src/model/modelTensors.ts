import { parameterLayout } from "@honest-majority/learning";
import { datasetOf } from "@honest-majority/learning/facts";
import type { RunConfig } from "@honest-majority/protocol";

/** A tensor of a model. */
export interface Tensor {
  /** Such as `hidden.weights`. */
  name: string;
  shape: readonly number[];
  /** Row-major; as many as the product of the shape. */
  values: Float32Array;
}

/**
 * `parameters`: flat, [d].
 *
 * @throws RangeError when the model has another number of parameters.
 */
export function modelTensors(
  { dataset, model }: Pick<RunConfig, "dataset" | "model">,
  parameters: Float32Array,
): Tensor[] {
  const pictures = datasetOf(dataset);
  const layout = parameterLayout(model, pictures, pictures.classes);
  const d = layout.reduce((sum, { size }) => sum + size, 0);
  if (parameters.length !== d)
    throw new RangeError(`modelTensors: ${model} has ${d} parameters, got ${parameters.length}`);
  return layout.map(({ name, shape, offset, size }) => ({
    name,
    shape,
    values: parameters.subarray(offset, offset + size),
  }));
}
