import type { Dataset } from "@honest-majority/learning";
import type { DatasetName } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { datasetShelf } from "./datasetShelf";

function counted(load: () => Promise<Dataset> = async () => ({}) as Dataset) {
  const loaded: string[] = [];
  const shelf = datasetShelf(({ dataset, seed }) => {
    loaded.push(`${dataset} ${seed}`);
    return load();
  });
  return { loaded, ask: (dataset: DatasetName, seed: number) => shelf({ dataset, seed }) };
}

test("each seed's glyphs are drawn once, and a file is read once whatever the seed", async () => {
  const { loaded, ask } = counted();
  const first = await ask("glyphs", 1);
  await Promise.all([ask("glyphs", 2), ask("mnist", 1), ask("mnist", 2)]);
  expect(await ask("glyphs", 1)).toBe(first);
  expect(loaded).toEqual(["glyphs 1", "glyphs 2", "mnist 1"]);
});

test("a full shelf loses what was asked for longest ago", async () => {
  const { loaded, ask } = counted();
  for (let seed = 1; seed <= 16; seed++) await ask("glyphs", seed);
  await ask("glyphs", 1);
  await ask("glyphs", 17); // takes the place of 2
  await ask("glyphs", 1);
  expect(loaded).toHaveLength(17);
  await ask("glyphs", 2);
  expect(loaded).toHaveLength(18);
});

test("what could not be loaded is tried again", async () => {
  const { loaded, ask } = counted(() => Promise.reject(new Error("not there")));
  for (let i = 0; i < 2; i++) await expect(ask("mnist", 1)).rejects.toThrow("not there");
  expect(loaded).toHaveLength(2);
});
