import { describe, expect, test } from "vitest";
import { SHEETS, token } from "./tokens.cases";

const SMALLEST = 12;
const ROOT = 16;
/** The size of the smallest text that a size in em may stand in. */
const EM = 13;

/** A size in CSS pixels; the low end of a clamp; undefined for a size that is inherited. */
function pixels(size: string): number | undefined {
  const low = size.replace(/^clamp\(([^,]+),.*$/s, "$1");
  const text = low.replace(/var\((--[\w-]+)\)/g, (_, name: string) => token(name)).trim();
  if (text === "inherit") return undefined;
  const [, number, unit] = /^([\d.]+)(px|rem|em)\b/.exec(text) ?? [];
  if (number === undefined)
    throw new RangeError(`a font size must be px, rem, em or a clamp of one, got "${size}"`);
  return Number(number) * { px: 1, rem: ROOT, em: EM }[unit as "px" | "rem" | "em"];
}

/** The font sizes of a style sheet, from `font-size` and from the shorthand `font`. */
function fontSizes(sheet: string): string[] {
  const sizes = [...sheet.matchAll(/font-size:\s*([^;]+);/g)].map(([, size]) => size);
  const shorthands = [...sheet.matchAll(/[\s{;]font:\s*([^;]+);/g)].map(([, font]) =>
    font.replace(/^\d+\s+/, "").replace(/\s*\/\s*[\d.]+.*$/, ""),
  );
  return [...sizes, ...shorthands];
}

describe("style sheets", () => {
  test.each(Object.entries(SHEETS))("%s has no text below 12 px", (_, sheet) => {
    for (const size of fontSizes(sheet)) {
      expect(pixels(size) ?? SMALLEST, size).toBeGreaterThanOrEqual(SMALLEST);
    }
  });
});

describe("fontSizes", () => {
  test("finds sizes and shorthands, in pixels", () => {
    const sheet =
      "a { font-size: 0.7rem; font: 600 clamp(2.5rem, 5vw, 4rem) / 1 var(--mono); } b { font: inherit; }";
    expect(fontSizes(sheet).map(pixels)).toEqual([11.2, 40, undefined]);
  });

  test("rejects a unit that it does not know", () => {
    expect(() => pixels("1vw")).toThrow('got "1vw"');
  });
});
