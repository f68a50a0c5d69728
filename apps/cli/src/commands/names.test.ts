import { describe, expect, test } from "vitest";
import { named } from "./names";

const names = ["mean", "coordinateMedian", "brsgd", "foe"] as const;

describe("named", () => {
  test("accepts a name in camelCase, in kebab-case, in words and abbreviated", () => {
    for (const written of ["coordinateMedian", "coordinate-median", "Coordinate median", "CM", "median"]) {
      expect(named("--rule", written, names)).toBe("coordinateMedian");
    }
    expect(named("--rule", "BrSGD", names)).toBe("brsgd");
    expect(named("--kind", "ipm", names)).toBe("foe");
  });

  test("rejects an unknown name and lists the known ones", () => {
    expect(() => named("--rule", "kurm", names)).toThrow(
      '--rule must be one of mean, coordinateMedian, brsgd, foe; got "kurm"',
    );
    // the abbreviation of a rule that is not in this list
    expect(() => named("--rule", "gm", names)).toThrow(/got "gm"$/);
  });
});
