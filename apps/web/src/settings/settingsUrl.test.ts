import { RunConfig, type RunConfigInput } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { addressOf, configIn, isSameRun, linkTo, queryOf } from "./settingsUrl";

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

  test("name an entry with its defaults by its name alone", () => {
    const query = (input: RunConfigInput) => queryOf(RunConfig.parse(input));
    expect(query({ arms: ["mean", "krum"], attack: "bitFlip", schedule: "cosine" })).toBe(
      "arms=mean,krum&attack=bitFlip&schedule=cosine",
    );
    expect(query({ attack: { kind: "foe", epsilon: 0.5 } })).toMatch(/^attack=%7B/);
    const mixed = new URLSearchParams(query({ arms: ["mean", { aggregator: "krum", label: "mine" }] }));
    expect(JSON.parse(mixed.get("arms") ?? "")[0]).toBe("mean");
  });

  test("may be typed by hand, with names alone or as JSON", () => {
    const typed = RunConfig.parse({
      model: "softmax",
      attack: "bitFlip",
      arms: ["mean", "krum"],
      secret: true,
    });
    const start = "?model=softmax&attack=bitFlip&secret=true&other=1";
    for (const arms of [
      "mean,krum",
      "mean, krum",
      '["mean","krum"]',
      '["mean",{"aggregator":{"rule":"krum"}}]',
    ]) {
      expect(configIn(`${start}&arms=${arms}`)).toEqual({ kind: "config", config: typed });
    }
  });

  test("that make no sense are named as the form names them, and an address without settings has none", () => {
    const problem = (search: string) => {
      const linked = configIn(search);
      return linked.kind === "broken" ? linked.problem : linked.kind;
    };
    expect(problem("?workers=0")).toMatch(/^Shards \(workers\): must be at least 1/);
    expect(problem("?model=toString")).toMatch(/^Model: must be one of/);
    expect(problem("?attack=__proto__")).toMatch(/^Attack of flipped workers: must be one of/);
    expect(problem("?learningRate=1e999")).toMatch(/^Learning rate η: /);
    for (const broken of [
      "arms=[",
      "arms=",
      "arms=null",
      "attack={",
      "seed=[[]]",
      "secret=yes",
      "f=%00",
      "rounds=",
    ])
      expect(configIn(`?${broken}`).kind, broken).toBe("broken");
    expect(problem("?backend=wasm")).toBe("none");
    expect(problem("?__proto__=1&constructor=2")).toBe("none");
  });

  test("of a hostile link cannot fill the page", () => {
    const linked = configIn(`?arms=[{"${"x".repeat(5_000)}":1}]`);
    expect(linked.kind === "broken" && linked.problem.length).toBeLessThan(250);
  });
});

describe("addressOf", () => {
  test("replaces the settings in the page's address, keeps the rest of its query, and holds no fragment", () => {
    const page = { pathname: "/", search: "?workers=3&other=1", hash: "#token=secret" };
    expect(addressOf(page, RunConfig.parse({ f: 2 }))).toBe("/?f=2&other=1");
    expect(addressOf({ pathname: "/", search: "?workers=3" }, RunConfig.parse({}))).toBe("/");
  });
});

describe("linkTo", () => {
  test("holds neither the fragment nor the rest of the query", () => {
    const page = {
      origin: "http://localhost:8080",
      pathname: "/",
      hash: "#token=secret",
      search: "?token=secret",
    };
    expect(linkTo(page, RunConfig.parse({ f: 2 }))).toBe("http://localhost:8080/?f=2");
  });
});
