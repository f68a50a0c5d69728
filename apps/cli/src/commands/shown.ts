/** A value of the input as a message shows it. */
export function shown(value: unknown): string {
  if (typeof value === "number" || value === undefined) return String(value);
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
