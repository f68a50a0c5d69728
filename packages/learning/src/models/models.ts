import { entryOf, register } from "../registry";
import type { ModelEntry } from "./defineModel";
import { lenet5 } from "./lenet5";
import { mlp } from "./mlp";
import { resnet20 } from "./resnet20";
import { softmax } from "./softmax";

/** Every model by its key, in the order of pickers. */
export const MODELS = { softmax, mlp, lenet5, resnet20 };

export type ModelName = keyof typeof MODELS;

export function modelOf(model: ModelName): ModelEntry {
  return entryOf<ModelEntry>(MODELS, "model", model);
}

/** @throws RangeError when its key is taken or not well formed. */
export function registerModel(entry: ModelEntry): void {
  register<ModelEntry>(MODELS, entry.model, entry);
}
