import { expect, test } from "vitest";
import { norm, run } from "./bounds.cases";
import { ruleRegistry } from "./rules";

/** Rules whose aggregates are bounded by a radius or by signs. */
const BOUND_LENGTH = ["centeredClip", "signMajority"];
const boundsLength = (rule: string) =>
  BOUND_LENGTH.includes(rule) || ruleRegistry[rule].needs?.root !== undefined;

test("f + 1 colluders break every rule that neither bounds a row's length nor has a root update", async () => {
  const honest = [
    [1, 2],
    [1.5, 1],
    [0.5, 1.5],
  ];
  const far = [4e9, -3e9];
  const rows = [...honest, far, far, far, far];
  for (const rule of Object.keys(ruleRegistry).filter((name) => !boundsLength(name))) {
    expect(norm(Array.from(await run(rule, rows, 3))), rule).toBeGreaterThan(1e8);
  }
  for (const stage of ["nearestNeighborMixing", { kind: "bucketing", s: 1 }, "arc"]) {
    const z = await run("coordinateMedian", rows, 3, { stages: [stage] });
    expect(norm(Array.from(z)), JSON.stringify(stage)).toBeGreaterThan(1e8);
  }
  expect(norm(Array.from(await run({ rule: "centeredClip", tau: 1 }, rows, 3)))).toBeLessThanOrEqual(1);
  // f + 1 colluders decide every sign
  expect(Array.from(await run("signMajority", rows, 3))).toEqual([1, -1]);
  const against = rows.map((row) => (row === far ? [-4e9, -3e9] : row));
  expect(Array.from(await run("signMajority", against, 3))).toEqual([-1, -1]);
  // f colluders do not
  expect(Array.from(await run("signMajority", against.slice(0, 5), 2))).toEqual([1, 1]);
  const root = Float32Array.of(1, 1);
  expect(norm(Array.from(await run("flTrust", rows, 3, { root })))).toBeLessThanOrEqual(Math.SQRT2);
});
