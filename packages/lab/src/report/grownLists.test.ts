import { expect, test } from "vitest";
import { cellsOf, SweepConfig } from "../sweep/cells";
import { grownLists } from "./grownLists";

const runs = (B: number[], eta: number[]) =>
  cellsOf(SweepConfig.parse({ name: "try", over: { B, eta, seed: [1, 2] } }));
const sentence = (...cells: ReturnType<typeof runs>) =>
  grownLists(cells, [0.1, 0.3], { best: "eta", on: "validation" });

test("grownLists says by which values lists grew, each in how many cells of the table", () => {
  expect(sentence(...runs([8, 16, 32], [0.1, 0.3]), ...runs([8, 16], [0.9]), ...runs([32], [0.033]))).toBe(
    "The list of η₀, 0.1, 0.3, grew where the best lay at an end: by 0.033 in 1 of 3 cells, 0.9 in 2.",
  );
});

test("grownLists says nothing where no list grew", () => {
  expect(sentence(...runs([8, 16], [0.1, 0.3]))).toBeUndefined();
});
