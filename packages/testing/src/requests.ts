/** Makes messages for a schema: those that fit it, and those that a stranger might send instead. */
import fc from "fast-check";
import { z } from "zod";

type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * Values of the form that the schema describes. What the schema checks by code, such as the characters of a name, may still
 * be wrong: a name among `words` makes right values likely.
 */
export function fitting(schema: z.ZodType, words: readonly string[]): fc.Arbitrary<unknown> {
  return ofForm(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), words);
}

function ofForm(schema: JsonSchema | boolean, words: readonly string[]): fc.Arbitrary<unknown> {
  if (typeof schema === "boolean") return fc.jsonValue();
  const { const: constant, enum: choices, anyOf, oneOf = anyOf } = schema;
  if (constant !== undefined) return fc.constant(constant);
  if (choices !== undefined) return fc.constantFrom(...choices);
  if (oneOf !== undefined) return fc.oneof(...oneOf.map((one) => ofForm(one, words)));
  switch (schema.type) {
    case "object":
      return objectOf(schema, words);
    case "array": {
      const { minItems: minLength, maxItems = 20, items = true } = schema;
      const entry = ofForm(Array.isArray(items) ? true : items, words);
      return fc.array(entry, { minLength, maxLength: maxItems });
    }
    case "string":
      return stringOf(schema, words);
    case "integer":
    case "number":
      return numberOf(schema);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, fc.jsonValue());
  }
}

function objectOf({ properties = {}, required = [] }: JsonSchema, words: readonly string[]) {
  const fields = Object.entries(properties).map(([name, one]) => [name, ofForm(one, words)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: required, noNullPrototype: true });
}

function stringOf({ minLength = 0, maxLength = 50, pattern }: JsonSchema, words: readonly string[]) {
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  const known = words.filter(fits);
  const any =
    pattern === undefined
      ? fc.string({ minLength, maxLength, unit: "binary" }).filter(fits)
      : fc.stringMatching(new RegExp(pattern));
  return known.length === 0 ? any : fc.oneof(any, { weight: 3, arbitrary: fc.constantFrom(...known) });
}

function numberOf({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: JsonSchema) {
  // a boolean in old versions of JSON Schema
  const min = minimum ?? (exclusiveMinimum as number | undefined);
  const max = maximum ?? (exclusiveMaximum as number | undefined);
  if (type === "integer") return fc.maxSafeInteger().map((n) => Math.min(max ?? n, Math.max(min ?? n, n)));
  return fc.double({ min, max, noNaN: true, noDefaultInfinity: true });
}

/** Values of `base` that were changed in one to three places: other types, sizes, keys and numbers. */
export function spoiled(base: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(base, fc.array(EDIT, { minLength: 1, maxLength: 3 }))
    .map(([value, edits]) => edits.reduce(edited, value));
}

const NUMBERS = [Number.NaN, Infinity, -Infinity, -0, 1.7e308, -1, 0.5, 2 ** 53, 5e-324, 3.5e38];
const TEXTS = ["", "\ud800", "Ada\ud83d", "\u202eAda", "\0", "a\nb", "__proto__", "constructor", "toString"];
const KEYS = ["__proto__", "constructor", "prototype", "length", "", "\ud800", "\u202e\n", "k".repeat(5_000)];

/** What no honest client sends, in any place of a message. */
export const NASTY: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...NUMBERS, ...TEXTS, null, true, [], {}),
  fc.constantFrom(41, 101, 400, 5_000).map((length) => "x".repeat(length)),
  fc.string({ unit: "binary", maxLength: 100 }),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(2, 299, 400).map((depth) => nested(depth)),
  fc.constantFrom(300, 5_000).map((length) => Array.from({ length }, () => ({}))),
  fc.constant(
    JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
  ),
  fc.jsonValue(),
);

const EDIT = fc.record({
  kind: fc.constantFrom("replace", "replace", "remove", "add"),
  place: fc.nat(1_000),
  key: fc.oneof(fc.constantFrom(...KEYS), fc.string({ unit: "binary", maxLength: 20 })),
  value: NASTY,
});
type Edit = typeof EDIT extends fc.Arbitrary<infer T> ? T : never;

function nested(depth: number): unknown {
  let value: unknown = 0;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { in: value };
  return value;
}

/** Changes the value that a walk of `place` steps through the tree comes to. */
function edited(value: unknown, edit: Edit): unknown {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return edit.value;
  const entries = Object.entries(value);
  const { kind, place, key } = edit;
  const at = place % (entries.length + 1);
  if (at === entries.length)
    return kind === "replace" ? edit.value : rebuilt(value, [...entries, [key, edit.value]]);
  if (kind === "remove") return rebuilt(value, entries.toSpliced(at, 1));
  const inner = edited(entries[at][1], { ...edit, place: Math.floor(place / (entries.length + 1)) });
  return rebuilt(value, entries.with(at, [entries[at][0], inner]));
}

/** `Object.fromEntries` makes a key such as `__proto__` an own one, as JSON does. */
function rebuilt(former: object, entries: [string, unknown][]): unknown {
  return Array.isArray(former) ? entries.map(([, entry]) => entry) : Object.fromEntries(entries);
}
