import { describe, expect, test } from "vitest";
import { cellsOf, SweepConfig } from "../sweep/cells";
import { table1 } from "./byzsgdnmTables";

/** The cells of a size, of one rule, B, η₀ and seed only. */
function cellsOfKrum(size: "laptop" | "paper") {
  const { base, over } = table1.sizes[size].sweep;
  const one = { ...over, rule: ["krum"], B: [1024], eta: [0.1], seed: [1] };
  return cellsOf(SweepConfig.parse({ name: "table", base, over: one }));
}

describe("table 1", () => {
  test.each(["laptop", "paper"] as const)(
    "has a row for ALIE by its formula and one with z = 1.5 at size %s",
    (size) => {
      const attacked = cellsOfKrum(size).filter(({ place }) => place.delta === 3 / 8);
      expect(attacked.map(({ config }) => config.attack)).toEqual([
        { kind: "alie" },
        { kind: "alie", z: 1.5 },
      ]);
    },
  );

  test("has the paper's numbers beside the formula's rows alone", () => {
    const printed = cellsOfKrum("paper").map(({ place }) => [place.delta, table1.paper(place)]);
    expect(printed).toEqual([
      [0, 84.97],
      [1 / 8, 83.48],
      [3 / 8, 83.45],
      [0, undefined],
      [1 / 8, undefined],
      [3 / 8, undefined],
    ]);
  });

  test("computes its runs without attackers once for both rows", () => {
    const calm = cellsOfKrum("laptop").filter(({ place }) => place.delta === 0);
    expect(calm.map(({ id }) => id)).toEqual([calm[0].id, calm[0].id]);
  });
});
