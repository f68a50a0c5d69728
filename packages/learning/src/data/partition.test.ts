import { describe, expect, test } from "vitest";
import type { PartitionConfig } from "../partitions/partitions";
import { partition } from "./partition";

const classes = 10;
const labels = Uint8Array.from({ length: 1003 }, (_, i) => (i * 7) % classes);
const split = (how: PartitionConfig, seed = 1, workers = 8) =>
  partition(labels, { workers, partition: how, seed, classes });
const classesOf = (shard: Uint32Array) => new Set(Array.from(shard, (i) => labels[i])).size;

describe.each<[string, PartitionConfig]>([
  ["iid", { kind: "iid" }],
  ["by label", { kind: "label", labelsPerWorker: 2 }],
  ["Dirichlet", { kind: "dirichlet", alpha: 0.3 }],
])("partition %s", (_, how) => {
  test("deals equal shards and no example twice", () => {
    const shards = split(how);
    const size = how.kind === "label" ? 2 * Math.floor(1003 / 16) : Math.floor(1003 / 8);
    expect(shards.map((shard) => shard.length)).toEqual(new Array(8).fill(size));
    const dealt = shards.flatMap((shard) => [...shard]);
    expect(new Set(dealt).size).toBe(8 * size);
    expect(Math.max(...dealt)).toBeLessThan(1003);
  });

  test("depends on the seed", () => {
    expect(split(how, 5)).toEqual(split(how, 5));
    expect(split(how, 5)).not.toEqual(split(how, 6));
  });
});

test("iid shards hold every class", () => {
  for (const shard of split({ kind: "iid" })) expect(classesOf(shard)).toBe(10);
});

test("label partitions give a shard of L runs at most 2L classes, and all shards together hold every class", () => {
  for (const labelsPerWorker of [1, 2, 3]) {
    // twenty workers: a run is at most half a class, so it crosses at most one border
    const shards = split({ kind: "label", labelsPerWorker }, 1, 20);
    for (const shard of shards) expect(classesOf(shard)).toBeLessThanOrEqual(2 * labelsPerWorker);
    expect(new Set(shards.flatMap((shard) => Array.from(shard, (i) => labels[i]))).size).toBe(10);
  }
});

test("Dirichlet is nearly iid for a large α and gives each worker few classes for a small α", () => {
  const largestShare = (alpha: number) => {
    const shares = split({ kind: "dirichlet", alpha }).map((shard) => {
      const counts = new Array<number>(classes).fill(0);
      for (const i of shard) counts[labels[i]]++;
      return Math.max(...counts) / shard.length;
    });
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  };
  // iid: 12.5 of 125 expected, deviation 3.4; Dirichlet(0.05): mostly one or two classes
  expect(largestShare(1e6)).toBeLessThan(0.22);
  expect(largestShare(0.05)).toBeGreaterThan(0.45);
});

test("Dirichlet deals whole shards for an α whose draws underflow", () => {
  const shards = split({ kind: "dirichlet", alpha: 1e-9 });
  expect(shards.map((shard) => shard.length)).toEqual(new Array(8).fill(125));
  expect(new Set(shards.flatMap((shard) => [...shard])).size).toBe(1000);
});

test("partition refuses more workers or runs than examples", () => {
  expect(() => split({ kind: "iid" }, 1, 1004)).toThrow("1004 workers need as many examples, got 1003");
  expect(() => split({ kind: "label", labelsPerWorker: 10 }, 1, 256)).toThrow("2560 runs need as many");
  expect(() => split({ kind: "iid" }, 1, 0)).toThrow("workers must be an integer >= 1, got 0");
});
