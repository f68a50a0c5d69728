import type { Random } from "@honest-majority/random";
import type { Described } from "../described";
import type { Options, OptionValues } from "../options";

export interface Deal {
  /** All indices of the training set, shuffled. `deal` may change it. */
  order: Uint32Array;
  /** By index. */
  labels: Uint8Array;
  workers: number;
  classes: number;
  /** The stream that shuffled `order`; what it draws next depends on the seed alone. */
  random: Random;
}

export interface PartitionEntry<O extends Options = Options> extends Described {
  /** Its key in `PARTITIONS`, in configs and in records. */
  partition: string;
  options: O;
  /** The indices of each worker's examples: equally many for each worker, and no index twice. */
  deal(deal: Deal, options: OptionValues<O>): Uint32Array[];
}

export function definePartition<const O extends Options>(entry: PartitionEntry<O>): PartitionEntry<O> {
  return entry;
}
