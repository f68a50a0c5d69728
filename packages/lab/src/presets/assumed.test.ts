import { RunConfig, type RunConfigInput } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import type { SIZES } from "../sizes";
import { cellsOf, SweepConfig } from "../sweep/cells";
import { assumedIn, BRSGD_ASSUMED, BYZSGDNM_ASSUMED } from "./assumed";
import { comparisons, table1 } from "./byzsgdnmTables";

const of = (...inputs: RunConfigInput[]) =>
  assumedIn(
    BYZSGDNM_ASSUMED,
    inputs.map((input) => RunConfig.parse({ model: "mlp", arms: ["mean"], ...input })),
  ).join("; ");

test("assumedIn names only what a run depends on", () => {
  expect(of({})).toBe("no weight decay");
  expect(of({ model: "resnet20", dataset: "cifar-10", augment: true })).toMatch(
    /^group normalization for batch normalization.*; projection shortcuts; training pictures are padded by 4 .*; no weight decay$/,
  );
  expect(of({ attack: "alie" })).not.toContain("ALIE"); // nobody plays it
  expect(of({ attack: "alie", attackers: 3 })).toMatch(/n − 1 .*; ALIE's z is not clamped/);
  expect(of({ attack: { kind: "alie", z: 1.5 }, attackers: 3 })).not.toContain("clamped");
  expect(of({ attack: { kind: "foe", epsilon: 0.5 }, attackers: 3 })).toContain("FoE's ε is 0.5");
  expect(of({ arms: ["krum", "centeredClip"] })).toContain("centered clipping takes one step a round");
  expect(of({ arms: [{ aggregator: { rule: "centeredClip", iterations: 3 } }] })).toContain(
    "takes 3 steps a round",
  );
  expect(of({ arms: ["geometricMedian"] })).toContain("without smoothing");
  expect(of({ arms: [{ aggregator: { rule: "geometricMedian", nu: 0.1 } }] })).not.toContain("smoothing");
});

test("assumedIn says which f the rules get, if one of them needs it", () => {
  expect(of({ attack: "foe", attackers: 3, f: 3 })).not.toContain(" f ");
  const mixed = { aggregator: "coordinateMedian", preAggregators: ["nearestNeighborMixing"] } as const;
  for (const arms of [["krum"], [mixed]] satisfies RunConfigInput["arms"][]) {
    const attacked = { arms, attack: "foe", attackers: 3, f: 3 } as const;
    expect(of(attacked)).toMatch(/; rules that need f get the true number of attackers, δm$/);
    expect(of({ ...attacked, f: 2 })).not.toContain("the true number");
    expect(of({ arms, f: 0 })).toMatch(/; without attackers, rules that need f get 0$/);
    expect(of({ arms, f: 3 })).toMatch(/; without attackers, rules that need f get 3$/);
  }
});

test("assumedIn says how BrSGD's negative sum is read, where it is played", () => {
  const negation = (attackers: number) =>
    assumedIn(BRSGD_ASSUMED, [RunConfig.parse({ attack: "modelNegation", attackers })]).join("; ");
  expect(negation(2)).toContain("is −1e10 times the sum of the honest updates, not their mean");
  expect(negation(0)).not.toContain("negat");
});

test("assumedIn names what several runs share once", () => {
  expect(of({}, { attack: "foe", attackers: 1 }, { seed: 2 })).toBe("no weight decay; FoE's ε is 0.1");
  const both = of({ attack: "alie", attackers: 3 }, { attack: { kind: "alie", z: 1.5 }, attackers: 3 });
  expect(both.match(/n − 1/g)).toHaveLength(1);
});

test("assumedIn knows BrSGD's threshold", () => {
  const runs = ["auto" as const, 7].map((threshold) =>
    RunConfig.parse({ model: "lenet5", arms: [{ aggregator: { rule: "brsgd", threshold } }] }),
  );
  const clauses = assumedIn(BRSGD_ASSUMED, runs).filter((clause) => clause.startsWith("BrSGD"));
  expect(clauses.map((clause) => clause.slice(0, 37))).toEqual([
    "BrSGD's 2𝔗 is twice the median ℓ₁ di",
    "BrSGD's 2𝔗 is 7, and the median take",
  ]);
});

test("a table's assumptions depend on its size", () => {
  const at = (preset: typeof table1, size: (typeof SIZES)[number]) => {
    const { over, ...rest } = preset.sizes[size].sweep;
    const one = { ...over, B: [32], eta: [0.1], ...("seed" in over && { seed: [1] }) }; // they change no assumption
    const sweep = SweepConfig.parse({ name: "try", ...rest, over: one });
    const configs = cellsOf(sweep).map(({ config }) => config);
    return assumedIn(preset.assumed, configs).join("; ");
  };
  expect(at(table1, "paper")).toMatch(
    /group normalization.*padded.*ALIE.*centered clipping.*geometric median/,
  );
  expect(at(table1, "laptop")).not.toMatch(/group normalization|padded/);
  expect(at(comparisons[0], "laptop")).not.toMatch(/ALIE|FoE/);
  expect(at(comparisons[3], "laptop")).toContain("FoE's ε is 0.1");
});
