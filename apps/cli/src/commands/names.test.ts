import { expect, test } from "vitest";
import { named } from "./names";

const names = ["mean", "coordinateMedian", "brsgd", "foe"] as const;

test("a name is known as the code spells it, in kebab-case, as people write it, and in short", () => {
  for (const written of ["coordinateMedian", "coordinate-median", "Coordinate median", "CM", "median"]) {
    expect(named("--rule", written, names)).toBe("coordinateMedian");
  }
  expect(named("--rule", "BrSGD", names)).toBe("brsgd");
  expect(named("--kind", "ipm", names)).toBe("foe");
});

test("an unknown name is answered with the known ones", () => {
  expect(() => named("--rule", "kurm", names)).toThrow(
    '--rule must be one of mean, coordinateMedian, brsgd, foe; got "kurm"',
  );
  // a short name of something that is not among these
  expect(() => named("--rule", "gm", names)).toThrow(/got "gm"$/);
});
