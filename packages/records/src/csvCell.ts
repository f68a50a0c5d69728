/** A cell of a CSV file (RFC 4180), quoted if it must be. A spreadsheet would run text that starts like a formula: an apostrophe stops it. */
export function csvText(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
