import { datasetOf, parameterCount } from "@honest-majority/learning";
import type { RunConfig } from "@honest-majority/protocol";

/** d of a run's model. */
export function parameterCountOf({ model, dataset }: Pick<RunConfig, "model" | "dataset">): number {
  const pictures = datasetOf(dataset);
  return parameterCount(model, pictures, pictures.classes);
}
