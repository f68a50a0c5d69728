import { describe, expect, test } from "vitest";
import { honestOf, limitsOf } from "./brsgdLimit";

const negation = [{ name: "negation", config: { kind: "modelNegation" } }];
const foe = [
  { name: "weak", config: { kind: "foe", epsilon: 0.1 } },
  { name: "strong", config: { kind: "foe", epsilon: 2 } },
];

describe("limitsOf", () => {
  test("ends near the minimum without attackers, and nearer with more examples", async () => {
    const distance = async (n: number) => {
      const place = { n, m: 10, alpha: 0 };
      return (await limitsOf(place, "auto", negation, 1)).distances;
    };
    const [few, many] = [await distance(100), await distance(10_000)];
    expect(Object.keys(few)).toEqual(["none"]);
    // √(Σ1/λ · 1/(nm)) is about √(14/1000) = 0.12 for the mean, BrSGD averages half of the rows
    expect(few.none).toBeGreaterThan(0.02);
    expect(few.none).toBeLessThan(0.4);
    expect(many.none).toBeLessThan(few.none / 4);
  });

  test("leaves out huge rows: negation by 1e10 does not move the limit far", async () => {
    for (const threshold of ["auto", "theorem"] as const) {
      const { distances, delta } = await limitsOf({ n: 100, m: 10, alpha: 0.2 }, threshold, negation, 1);
      expect(distances.negation).toBeLessThan(4 * delta);
      expect(distances.negation).toBeLessThan(0.6);
    }
  });

  test("runs each attack by itself, with the attackers at the end", async () => {
    const place = { n: 100, m: 10, alpha: 0.4 };
    expect(honestOf(place)).toBe(6);
    const { distances } = await limitsOf(place, "theorem", foe, 1);
    expect(Object.keys(distances)).toEqual(["weak", "strong"]);
    expect(distances.weak).not.toBe(distances.strong);
    expect(await limitsOf(place, "theorem", foe, 1)).toEqual({ distances, delta: expect.any(Number) });
  });
});
