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

/** The custom properties that tokens.css sets in light, and those that it sets again in dark and in forced colours, by name. */
export const [LIGHT, DARK, FORCED] = SHEETS["tokens.css"]
  .split(/@media [^{]*/)
  .map(
    (block) =>
      new Map([...block.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value])),
  );

/** Names of the custom properties that are colours, in any notation. */
export const COLOURS = [...LIGHT.keys()].filter((name) =>
  /^(#|rgb|hsl|hwb|lab|lch|ok|color)/.test(token(name)),
);

/** The value of a custom property of tokens.css, with references to others replaced. */
export function token(name: string, theme: Theme = "light"): string {
  const value = (theme === "dark" ? DARK.get(name) : undefined) ?? LIGHT.get(name);
  if (value === undefined) throw new RangeError(`tokens.css must define ${name}, it does not`);
  return value.replace(/var\((--[\w-]+)\)/g, (_, other: string) => token(other, theme));
}
