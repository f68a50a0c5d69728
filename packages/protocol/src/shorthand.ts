import { z } from "zod";

/** Lets a person write `"mean"` where `{ "rule": "mean" }` is meant. */
export function withShorthand<Key extends string, Schema extends z.ZodType>(key: Key, schema: Schema) {
  return z.preprocess((value) => (typeof value === "string" ? { [key]: value } : value), schema);
}
