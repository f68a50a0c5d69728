import { stream } from "@honest-majority/random";
import type { PartitionEntry } from "../partitions/definePartition";
import { PARTITIONS, type PartitionConfig } from "../partitions/partitions";
import { entryOf } from "../registry";

export interface PartitionOptions {
  /** How many shards, all of one size. */
  workers: number;
  partition: PartitionConfig;
  seed: number;
  classes: number;
}

/**
 * Deals a training set to workers: the indices of each worker's examples. No example is dealt twice; the few that do
 * not divide evenly are left out.
 */
export function partition(labels: Uint8Array, options: PartitionOptions): Uint32Array[] {
  const { workers, partition: config, seed, classes } = options;
  if (!Number.isInteger(workers) || workers < 1) {
    throw new RangeError(`partition: workers must be an integer >= 1, got ${workers}`);
  }
  if (labels.length < workers) {
    throw new RangeError(`partition: ${workers} workers need as many examples, got ${labels.length}`);
  }
  const random = stream(seed, "partition");
  const order = random.shuffle(Uint32Array.from(labels, (_, i) => i));
  const { kind, ...values } = config;
  const entry = entryOf<PartitionEntry>(PARTITIONS, "partition", kind);
  return entry.deal({ order, labels, workers, classes, random }, values);
}
