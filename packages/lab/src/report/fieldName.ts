/** A field as the papers write it. */
export function fieldName(field: string): string {
  return field === "eta" ? "η₀" : field;
}
