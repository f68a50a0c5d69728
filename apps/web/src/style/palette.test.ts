import { describe, expect, test } from "vitest";
import { armStyle, MEAN_STYLE } from "../chart/armStyle";
import { contrast, deltaE76, labOf, VISIONS, type Vision } from "./colourVision";
import { COLOURS, DARK, FORCED, LIGHT, type Theme, token } from "./tokens.cases";

const ARMS = [MEAN_STYLE, ...Array.from({ length: 8 }, (_, place) => armStyle({ isMean: false, place }))];
const ROLES = ["--honest", "--malicious"];
const THEMES: Theme[] = ["light", "dark"];
const SEEN = THEMES.flatMap((theme) =>
  (Object.keys(VISIONS) as Vision[]).map((vision) => ({ theme, vision })),
);

const PAIRS = ARMS.flatMap((one, i) => ARMS.slice(i + 1).map((other) => [one, other] as const));

describe.each(SEEN)("the arms' colours in the $theme theme with $vision", ({ theme, vision }) => {
  // 15 would do for arms that share a dash or a mark, and none do; the nearest pairs reach 18.8 (light) and 22.8 (dark)
  test("are at least 18 apart", () => {
    for (const [one, other] of PAIRS) {
      const apart = deltaE76(token(one.color, theme), token(other.color, theme), vision);
      expect(apart, `${one.color} and ${other.color}`).toBeGreaterThanOrEqual(18);
    }
  });

  test("are at least 12 from the colours of the roles", () => {
    for (const { color } of ARMS) {
      for (const role of ROLES) {
        const apart = deltaE76(token(color, theme), token(role, theme), vision);
        expect(apart, `${color} and ${role}`).toBeGreaterThanOrEqual(12);
      }
    }
  });
});

/** Colours of texts that stand on another colour than that of a panel. */
const GROUNDS: Record<string, string> = { "--accent-ink": "--accent", "--warn-ink": "--warn-soft" };

/** Colours that may be nearer to their ground than text, with the least contrast and the reason. */
const FAINTER: Record<string, [contrast: number, reason: string]> = {
  "--honest": [3, "dots, bars and ticks"],
  "--malicious": [3, "dots, bars and ticks"],
  "--line-strong": [3, "borders of controls"],
  "--bg": [1, "a surface"],
  "--panel": [1, "a surface"],
  "--sunken": [1, "a surface"],
  "--malicious-soft": [1, "a surface"],
  "--warn-soft": [1, "a surface"],
  "--line": [1, "a line that only divides"],
  "--warn-line": [1, "the border of a surface that has a colour of its own"],
};

describe.each(COLOURS)("%s", (name) => {
  const [least] = FAINTER[name] ?? [4.5];
  test.each(THEMES)(`has a contrast of ${least} or more on its ground in the %s theme`, (theme) => {
    const ground = token(GROUNDS[name] ?? "--panel", theme);
    expect(contrast(token(name, theme), ground)).toBeGreaterThanOrEqual(least);
  });

  test("has a value for the dark theme, or is another colour", () => {
    expect(DARK.has(name) || LIGHT.get(name)?.startsWith("var(")).toBe(true);
  });

  // the browser replaces the colours of texts and backgrounds itself
  const needsForced = !["--malicious-soft", "--warn-soft", "--warn-ink"].includes(name);
  test.runIf(needsForced)("has a system colour for forced colours, or is another colour", () => {
    expect(FORCED.has(name) || LIGHT.get(name)?.startsWith("var(")).toBe(true);
  });
});

test("tokens.css has the colours that this test names, and the arms' colours", () => {
  const named = [
    ...Object.keys(FAINTER),
    ...Object.entries(GROUNDS).flat(),
    ...ARMS.map(({ color }) => color),
  ];
  expect(COLOURS).toEqual(expect.arrayContaining(named));
});

test("the plain mean is ink in both themes", () => {
  expect(THEMES.map((theme) => token(MEAN_STYLE.color, theme))).toEqual(["#131722", "#edf0f5"]);
});

describe("colourVision", () => {
  test("gives red its known L*a*b* and black on white a contrast of 21", () => {
    expect(labOf("#ff0000").map((value) => Math.round(10 * value) / 10)).toEqual([53.2, 80.1, 67.2]);
    expect(deltaE76("#000000", "#ffffff")).toBeCloseTo(100);
    expect(contrast("#ffffff", "#000000")).toBeCloseTo(21);
  });

  test("leaves greys as they are in every vision: each row of its matrix sums to 1", () => {
    for (const rows of Object.values(VISIONS)) {
      for (const row of rows) expect(row[0] + row[1] + row[2]).toBeCloseTo(1, 5);
    }
  });

  test("makes red and green alike in protanopia and deuteranopia, blue and green in tritanopia", () => {
    const nearer = (one: string, other: string, vision: Vision) =>
      deltaE76(one, other, vision) / deltaE76(one, other);
    expect(nearer("#b04040", "#408040", "protanopia")).toBeLessThan(0.5);
    expect(nearer("#b04040", "#408040", "deuteranopia")).toBeLessThan(0.5);
    expect(nearer("#4080b0", "#40a080", "tritanopia")).toBeLessThan(0.5);
  });

  test("rejects what is not #rrggbb", () => {
    expect(() => labOf("red")).toThrow('must be #rrggbb, got "red"');
  });
});
