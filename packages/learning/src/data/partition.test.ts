import { describe, expect, test } from "vitest";
import type { PartitionEntry } from "../partitions/definePartition";
import { PARTITIONS, type PartitionConfig } from "../partitions/partitions";
import { entryOf } from "../registry";
import { partition } from "./partition";

const classes = 10;
const labels = Uint8Array.from({ length: 1003 }, (_, i) => (i * 7) % classes);
const split = (how: PartitionConfig, seed = 1, workers = 8) =>
  partition(labels, { workers, partition: how, seed, classes });
const classesOf = (shard: Uint32Array) => new Set(Array.from(shard, (i) => labels[i])).size;

/** Each partition with its defaults, and with other options. */
const PROMISING: PartitionConfig[] = [
  ...Object.keys(PARTITIONS).map(withDefaults),
  { kind: "label", labelsPerWorker: 3 },
  { kind: "dirichlet", alpha: 5 },
];

function withDefaults(kind: string): PartitionConfig {
  const { options } = entryOf<PartitionEntry>(PARTITIONS, "partition", kind);
  const values = Object.entries(options).map(([name, option]) => [name, option.default]);
  return { kind, ...Object.fromEntries(values) } as PartitionConfig;
}

describe.each(PROMISING)("partition $kind", (how) => {
  test.each([1, 8, 30])(
    "deals one shard to each of %i workers, all of one size and no example twice",
    (workers) => {
      const shards = split(how, 1, workers);
      expect(shards).toHaveLength(workers);
      expect(new Set(shards.map((shard) => shard.length)).size).toBe(1);
      const dealt = shards.flatMap((shard) => [...shard]);
      expect(new Set(dealt).size).toBe(dealt.length);
      for (const example of dealt) expect(labels[example]).toBeDefined();
    },
  );

  test("deals nine tenths of the examples, or more", () => {
    expect(split(how).flatMap((shard) => [...shard]).length).toBeGreaterThan(0.9 * 1003);
  });

  test("depends on the seed alone", () => {
    expect(split(how, 5)).toEqual(split(how, 5));
    expect(split(how, 5)).not.toEqual(split(how, 6));
  });
});

test("a shard is as large as the number of workers, or of their runs, allows", () => {
  const size = (how: PartitionConfig) => split(how)[0].length;
  // ⌊1003/8⌋, and L·⌊1003/(8L)⌋ for L runs
  expect(size({ kind: "iid" })).toBe(125);
  expect(size({ kind: "dirichlet", alpha: 0.3 })).toBe(125);
  expect(size({ kind: "label", labelsPerWorker: 2 })).toBe(124);
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
