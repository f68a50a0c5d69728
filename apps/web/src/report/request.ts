import type { ModelName } from "@honest-majority/learning/facts";
import { LIMIT_SECONDS, MODEL_NAMES } from "@honest-majority/report";

/** What the page's address asks for. */
export interface Request {
  /** The doctor in a terminal of this machine waits for the results. */
  forDoctor: boolean;
  models: readonly ModelName[];
  limitSeconds: number;
}

/** `?for=doctor&models=softmax,mlp&limit=60`; what cannot be used has its default. */
export function requestIn(query: string): Request {
  const given = new URLSearchParams(query);
  const named = given.get("models")?.split(",") ?? [];
  const models = MODEL_NAMES.filter((model) => named.includes(model));
  const limit = Number(given.get("limit"));
  return {
    forDoctor: given.get("for") === "doctor",
    models: models.length > 0 ? models : MODEL_NAMES,
    limitSeconds: limit > 0 && Number.isFinite(limit) ? limit : LIMIT_SECONDS,
  };
}
