/** What a person gave is not what the command needs; `message` says what must hold and what came, on one line. */
export class InputError extends Error {
  override name = "InputError";
}

/** A value of the input as a message shows it. */
export function shown(value: unknown): string {
  if (typeof value === "number" || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
