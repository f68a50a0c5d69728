/** A CSV file from a head and its lines; undefined and null are empty fields. */
export function csvText(
  head: readonly string[],
  lines: readonly (readonly (string | number | boolean | null | undefined)[])[],
): string {
  return `${[head, ...lines].map((line) => line.map(quoted).join(",")).join("\n")}\n`;
}

function quoted(value: string | number | boolean | null | undefined): string {
  const text = String(value ?? "");
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
