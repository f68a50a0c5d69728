/** What tests read from the style sheets. */
import { readdirSync, readFileSync } from "node:fs";

export type Theme = "light" | "dark";

/** Each style sheet's text without its comments, by file name. */
export const SHEETS: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".css"))
    .map((name) => [
      name,
      readFileSync(`${import.meta.dirname}/${name}`, "utf8").replace(/\/\*.*?\*\//gs, ""),
    ]),
);

/** The value of a custom property of tokens.css, with references to others replaced. */
export function token(name: string, theme: Theme = "light"): string {
  const [light, dark] = SHEETS["tokens.css"].split("@media (prefers-color-scheme: dark)");
  const find = (text: string) => new RegExp(`${name}:\\s*([^;]+);`).exec(text)?.[1];
  const value = (theme === "dark" && find(dark.split("@media")[0])) || find(light);
  if (value === undefined) throw new RangeError(`tokens.css must define ${name}, it does not`);
  return value.replace(/var\((--[\w-]+)\)/g, (_, other: string) => token(other, theme));
}
