import type { WorkersChange, WorkerView } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { argumentsWithoutNames } from "./withoutNames";

test("a change of the workers has no name in it, wherever names may be", () => {
  const change: WorkersChange = {
    gone: ["a"],
    whole: [{ id: "b", index: 1, name: "Ben" } as WorkerView],
    changed: [
      { places: "2", same: { name: "Cleo", hidden: true } },
      { places: "3-4", same: { missed: 1 }, each: { name: ["Dev", "Eva"], lastLoss: [1, 2] } },
    ],
    warnings: ["careful"],
  };
  const [shown] = argumentsWithoutNames("workers:changed", [change]);
  expect(JSON.stringify(shown)).not.toMatch(/Ben|Cleo|Dev|Eva/);
  expect(shown).toEqual({
    gone: ["a"],
    whole: [{ id: "b", index: 1, name: "" }],
    changed: [
      { places: "2", same: { hidden: true }, each: {} },
      { places: "3-4", same: { missed: 1 }, each: { lastLoss: [1, 2] } },
    ],
    warnings: ["careful"],
  });
});
