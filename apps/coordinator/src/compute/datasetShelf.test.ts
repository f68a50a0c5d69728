import type { Dataset } from "@honest-majority/learning";
import { RunConfig } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { datasetShelf } from "./datasetShelf";

const mnist = (seed: number) => RunConfig.parse({ dataset: "mnist", seed });
const glyphs = (seed: number) => RunConfig.parse({ dataset: "glyphs", seed });

function shelfThatCounts() {
  const loaded: string[] = [];
  const shelf = datasetShelf(async (name, seed) => {
    loaded.push(`${name} ${seed}`);
    return {} as Dataset;
  });
  return { shelf, loaded };
}

test("runs side by side share one copy; the seed matters to glyphs alone", async () => {
  const { shelf, loaded } = shelfThatCounts();
  expect(await shelf.take(mnist(1))).toBe(await shelf.take(mnist(2)));
  expect(await shelf.take(glyphs(1))).not.toBe(await shelf.take(glyphs(2)));
  expect(loaded).toEqual(["mnist 1", "glyphs 1", "glyphs 2"]);
});

test("after the last run gave it back it is read anew", async () => {
  const { shelf, loaded } = shelfThatCounts();
  for (const seed of [1, 2]) await shelf.take(mnist(seed));
  shelf.giveBack(mnist(1));
  await shelf.take(mnist(1));
  expect(loaded).toHaveLength(1);
  for (const seed of [1, 2]) shelf.giveBack(mnist(seed));
  await shelf.take(mnist(1));
  expect(loaded).toHaveLength(2);
});
