import { MODELS, type ModelName } from "@honest-majority/learning/facts";

/** The time limit of one task unless another is given. */
export const LIMIT_SECONDS = 30;

export const MODEL_NAMES = Object.keys(MODELS) as ModelName[];

/** On plain JavaScript the larger models take seconds or minutes a step. */
export function modelsFor(backend: string, models: readonly ModelName[]): ModelName[] {
  return models.filter((model) => backend !== "cpu" || SMALL.includes(model));
}

const SMALL: readonly ModelName[] = ["softmax", "mlp"];
