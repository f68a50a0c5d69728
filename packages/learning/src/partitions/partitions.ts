import type { ConfigOf } from "../options";
import { dirichlet } from "./dirichlet";
import { iid } from "./iid";
import { label } from "./label";

/** Every way to deal the training set to workers by its key, in the order of pickers. */
export const PARTITIONS = { iid, label, dirichlet };

export type PartitionName = keyof typeof PARTITIONS;
export type PartitionConfig = ConfigOf<typeof PARTITIONS>;
