/**
 * What those who may not see roles receive of each field of a T: the field itself, nothing, or what the function makes of it. It
 * lists every field, so that TypeScript asks for a decision about each new one. A field that a T must have cannot be hidden.
 */
export type WithoutTruth<T> = {
  [Field in keyof T]-?:
    | "shown"
    | (undefined extends T[Field] ? "hidden" : never)
    | ((value: Exclude<T[Field], undefined>) => T[Field]);
};

/** The fields that they receive, in their order. A field that is not listed, such as one of a newer version, is not among them. */
export function fieldsWithoutTruth<T extends object>(value: T, fields: WithoutTruth<T>): T {
  const shown = Object.entries(value).flatMap(([name, held]) => {
    const how = Object.hasOwn(fields, name) ? fields[name as keyof T] : "hidden";
    if (how === "hidden") return [];
    return [[name, typeof how === "function" && held !== undefined ? how(held) : held]];
  });
  return Object.fromEntries(shown) as T;
}
