import type { Dataset } from "@honest-majority/learning";
import type { DatasetName } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { datasetCache } from "./datasetCache";

function counted({
  keep,
  load = async () => ({}) as Dataset,
}: {
  keep: number;
  load?: () => Promise<Dataset>;
}) {
  const loaded: string[] = [];
  const cache = datasetCache(
    ({ dataset, seed }) => {
      loaded.push(`${dataset} ${seed}`);
      return load();
    },
    { keep },
  );
  return {
    loaded,
    get: (dataset: DatasetName, seed: number) => cache.get({ dataset, seed }),
    take: (dataset: DatasetName, seed: number) => cache.take({ dataset, seed }),
    giveBack: (dataset: DatasetName, seed: number) => cache.giveBack({ dataset, seed }),
  };
}

describe("datasetCache", () => {
  test("loads each seed's glyphs once, and a file once whatever the seed", async () => {
    const { loaded, get } = counted({ keep: 16 });
    const first = await get("glyphs", 1);
    await Promise.all([get("glyphs", 2), get("mnist", 1), get("mnist", 2)]);
    expect(await get("glyphs", 1)).toBe(first);
    expect(loaded).toEqual(["glyphs 1", "glyphs 2", "mnist 1"]);
  });

  test("forgets the least recently requested data set when it holds too many", async () => {
    const { loaded, get } = counted({ keep: 16 });
    for (let seed = 1; seed <= 16; seed++) await get("glyphs", seed);
    await get("glyphs", 1);
    await get("glyphs", 17); // takes the place of 2
    await get("glyphs", 1);
    expect(loaded).toHaveLength(17);
    await get("glyphs", 2);
    expect(loaded).toHaveLength(18);
  });

  test("tries again to load a data set that could not be loaded", async () => {
    const { loaded, get, take, giveBack } = counted({
      keep: 16,
      load: () => Promise.reject(new Error("not there")),
    });
    for (let i = 0; i < 2; i++) await expect(get("mnist", 1)).rejects.toThrow("not there");
    await expect(take("mnist", 1)).rejects.toThrow("not there");
    giveBack("mnist", 1);
    await expect(take("mnist", 1)).rejects.toThrow("not there");
    expect(loaded).toHaveLength(4);
  });

  test("gives parallel runs one copy, and uses the seed only for glyphs", async () => {
    const { loaded, take } = counted({ keep: 0 });
    expect(await take("mnist", 1)).toBe(await take("mnist", 2));
    expect(await take("glyphs", 1)).not.toBe(await take("glyphs", 2));
    expect(loaded).toEqual(["mnist 1", "glyphs 1", "glyphs 2"]);
  });

  test("forgets a data set only after its last user gave it back", async () => {
    const { loaded, take, giveBack } = counted({ keep: 0 });
    for (const seed of [1, 2]) await take("mnist", seed);
    giveBack("mnist", 1);
    await take("mnist", 1);
    expect(loaded).toHaveLength(1);
    for (const seed of [1, 2]) giveBack("mnist", seed);
    await take("mnist", 1);
    expect(loaded).toHaveLength(2);
  });

  test("keeps data sets in use in addition to the recent ones", async () => {
    const { loaded, take, get } = counted({ keep: 1 });
    await take("glyphs", 1);
    await get("glyphs", 2);
    await get("glyphs", 3); // takes the place of 2
    await get("glyphs", 1);
    expect(loaded).toEqual(["glyphs 1", "glyphs 2", "glyphs 3"]);
    await get("glyphs", 2);
    expect(loaded).toHaveLength(4);
  });
});
