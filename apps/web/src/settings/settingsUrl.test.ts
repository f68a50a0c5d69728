import { RunConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { configIn, isSameRun, linkTo, queryOf } from "./settingsUrl";

const config = RunConfig.parse({
  model: "softmax",
  workers: 12,
  arms: [
    "mean",
    { aggregator: { rule: "multiKrum", k: 2 }, preAggregators: ["clipping"], label: "ours & theirs" },
  ],
  attack: { kind: "foe", epsilon: 0.5 },
  algorithm: { momentum: 0, normalized: true },
  learningRate: 0.6,
  secret: true,
});

describe("settings in the address", () => {
  test("hold what differs from the defaults, and nothing else", () => {
    const names = [...new URLSearchParams(queryOf(config)).keys()].sort();
    expect(names).toEqual([
      "arms",
      "attack",
      "learningRate",
      "model",
      "momentum",
      "normalized",
      "secret",
      "workers",
    ]);
    expect(queryOf(RunConfig.parse({}))).toBe("");
  });

  test("come back as the same config", () => {
    const link = linkTo({ origin: "http://localhost:8080", pathname: "/" }, config);
    expect(configIn(new URL(link).search)).toEqual({ kind: "config", config });
    expect(isSameRun(config, RunConfig.parse({}))).toBe(false);
  });

  test("may be typed by hand, with names alone", () => {
    const typed = configIn('?model=softmax&attack=bitFlip&arms=["krum"]&secret=true&other=1');
    expect(typed).toEqual({
      kind: "config",
      config: RunConfig.parse({ model: "softmax", attack: "bitFlip", arms: ["krum"], secret: true }),
    });
  });

  test("that make no sense are named, and an address without settings has none", () => {
    expect(configIn("?workers=0")).toEqual({ kind: "broken", problem: expect.stringMatching(/^workers /) });
    expect(configIn("?arms=[")).toMatchObject({ kind: "broken" });
    expect(configIn("?backend=wasm")).toEqual({ kind: "none" });
  });
});
