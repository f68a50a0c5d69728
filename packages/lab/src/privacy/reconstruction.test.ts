import { glyphs } from "@honest-majority/learning";
import { describe, expect, test } from "vitest";
import { measureReconstruction } from "./measureReconstruction";
import { reconstructionTable } from "./reconstructionTable";

const HIDDEN = { clip: 1, noise: 0.01 };

describe("measureReconstruction", () => {
  test("recovers small batches of glyphs from the mlp, and none with clipping and noise", async () => {
    const said: string[] = [];
    const cells = await measureReconstruction({
      models: ["mlp"],
      batchSizes: [1, 4],
      privacies: [{}, HIDDEN],
      seeds: [1, 2],
      batches: 2,
      steps: 0,
      train: async (seed) => glyphs({ seed, train: 40, test: 1 }).train,
      onProgress: (done, all) => void said.push(`${done}/${all}`),
    });
    const shares = cells.map(({ batchSize, privacy, shares }) => [batchSize, privacy, shares]);
    expect(shares).toEqual([
      [1, {}, [1, 1]],
      [4, {}, [1, 1]],
      [1, HIDDEN, [0, 0]],
      [4, HIDDEN, [0, 0]],
    ]);
    expect(said.at(-1)).toBe("8/8");
    // noise that hides the picture at each unit does not hide it from all units together
    expect(Math.min(...cells[2].together)).toBeGreaterThan(0.8);
  });

  test("after some steps measures at the trained parameters", async () => {
    const { train } = glyphs({ seed: 1, train: 200, test: 1 });
    const plan = {
      models: ["softmax"],
      batchSizes: [8],
      privacies: [{}],
      seeds: [1],
      batches: 3,
      train: async () => train,
    } as const;
    const [[before], [after]] = [
      await measureReconstruction({ ...plan, steps: 0 }),
      await measureReconstruction({ ...plan, steps: 5 }),
    ];
    expect(after.shares).not.toEqual(before.shares);
  });
});

test("reconstructionTable has a row for each model and batch size, and columns for each way to hide", () => {
  const cell = { model: "mlp", batchSize: 8, shares: [0.5, 0.7], labelShares: [1, 1], together: [] } as const;
  const cells = [
    { ...cell, privacy: {} },
    { ...cell, batchSize: 1, privacy: {}, together: [0.96, 1] },
    { ...cell, privacy: HIDDEN, shares: [0] },
    { ...cell, batchSize: 1, privacy: HIDDEN, labelShares: [0.25] },
  ].map((one) => ({
    ...one,
    shares: [...one.shares],
    labelShares: [...one.labelShares],
    together: [...one.together],
  }));
  // deviations of one seed: √(2 · 0.1²) = 0.14
  expect(reconstructionTable(cells).split("\n")).toEqual([
    "| model | B | pictures, as it is | labels, as it is | pictures, C = 1, σ = 0.01 | labels, C = 1, σ = 0.01 |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    "| mlp | 8 | 60 ± 14 | 100 ± 0 | 0 | 100 ± 0 |",
    "| mlp | 1 | 60 ± 14 (0.98) | 100 ± 0 | 60 ± 14 | 25 |",
  ]);
});
