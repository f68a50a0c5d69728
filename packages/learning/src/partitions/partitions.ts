import type { ConfigOf, Options } from "../options";
import { register } from "../registry";
import type { PartitionEntry } from "./definePartition";
import { dirichlet } from "./dirichlet";
import { iid } from "./iid";
import { label } from "./label";

/** Every way to deal the training set to workers by its key, in the order of pickers. */
export const PARTITIONS = { iid, label, dirichlet };

export type PartitionName = keyof typeof PARTITIONS;
export type PartitionConfig = ConfigOf<typeof PARTITIONS>;

/** @throws RangeError when its key is taken or not well formed. */
export function registerPartition<O extends Options>(entry: PartitionEntry<O>): void {
  register<PartitionEntry>(PARTITIONS, entry.partition, entry);
}
