import { expect, test } from "vitest";
import { REPOSITORY } from "../../repository";
import { measureRun } from "./measureRun";

test("measures a run of a coordinator in a process of its own", async () => {
  const combination = { workers: 4, model: "softmax", arms: ["mean"], codec: "float32" };
  const options = {
    from: 2,
    to: 5,
    seconds: 120,
    profile: true,
    rate: 50e6,
    think: 20,
    checkout: REPOSITORY,
  };
  const figures = await measureRun(combination, options);
  expect(figures).toMatchObject({ rounds: 4, leftOut: 0, refused: 0 });
  const vectors = 4 * 7_850 * 4;
  // a round opens before the one before it is announced, so some bytes of four rounds fall outside
  expect(figures.upBytes).toBeGreaterThan(0.75 * vectors);
  expect(figures.upBytes).toBeLessThan(1.2 * vectors);
  const parts = [figures.readToAskedMs, figures.steppingMs, figures.steppedToOpenMs];
  for (const part of [...parts, figures.writingMs]) expect(part).toBeGreaterThan(0);
  expect(figures.openedMs).toBeGreaterThan(Math.max(...parts)); // the medians of each, so they hardly add up
  expect(figures.busyShare).toBeGreaterThan(0);
  expect(figures.busyShare).toBeLessThan(1);
  expect(figures.shares?.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
});
