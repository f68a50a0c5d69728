/** Formats a Markdown table and escapes bars in its cells. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Lists at least two: "a, b and c". */
export function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Wraps the text at some columns, between words and never inside `code`. */
export function wrap(text: string, columns = 100): string {
  const lines = [""];
  for (const word of text.match(/(?:`[^`]*`|\S)+/g) ?? []) {
    const line = lines[lines.length - 1];
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length <= columns) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join("\n");
}

/** Wraps prose and list items; tables, headings and empty lines stay. */
export function wrapMarkdown(text: string): string {
  return text
    .split("\n")
    .map((line) => {
      if (/^(\||#|!|$)/.test(line)) return line;
      if (!line.startsWith("- ")) return wrap(line);
      return wrap(line, 98).replaceAll("\n", "\n  "); // later lines are indented
    })
    .join("\n");
}

const PART = /(<!-- written by npm run docs: ([\w-]+) -->)([\s\S]*?)(<!-- end -->)/g;

/**
 * Replaces each part of the page between its markers. Markers on lines of their own enclose whole lines; other markers
 * enclose a piece of a line.
 *
 * @throws RangeError unless the page has exactly these parts.
 */
export function withParts(page: string, parts: Readonly<Record<string, string>>): string {
  const names = [...page.matchAll(PART)].map(([, , name]) => name);
  const lacks = Object.keys(parts).find((name) => !names.includes(name));
  if (lacks !== undefined)
    throw new RangeError(`withParts: the page must have markers for ${lacks}, got none`);
  return page.replace(PART, (_, begin: string, name: string, old: string, end: string) => {
    if (!Object.hasOwn(parts, name)) {
      const known = Object.keys(parts).join(", ");
      throw new RangeError(`withParts: a part must be one of ${known}, got ${name}`);
    }
    const text = old.startsWith("\n") ? `\n\n${parts[name]}\n\n` : parts[name];
    return begin + text + end;
  });
}
