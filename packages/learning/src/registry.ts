import type { DatasetLeaf } from "./datasets/defineDataset";
import type { ModelLeaf } from "./models/defineModel";
import type { PartitionLeaf } from "./partitions/definePartition";
import type { ScheduleLeaf } from "./schedules/defineSchedule";

type Leaf = ModelLeaf | DatasetLeaf | PartitionLeaf | ScheduleLeaf;
type Registry<L> = Readonly<Record<string, L>>;

/** A key stands in configs, flags and file names. */
const KEY = /^[a-z][A-Za-z0-9-]{0,39}$/;

/**
 * Adds a leaf to its registry while the program runs, as a plugin or a test does. Everything that derives from a
 * registry reads it on use, so it finds what was registered before.
 *
 * @throws RangeError when the key is taken or not well formed.
 */
export function register(registry: Registry<ModelLeaf>, leaf: ModelLeaf): void;
export function register(registry: Registry<DatasetLeaf>, leaf: DatasetLeaf): void;
export function register(registry: Registry<PartitionLeaf>, leaf: PartitionLeaf): void;
export function register(registry: Registry<ScheduleLeaf>, leaf: ScheduleLeaf): void;
export function register(registry: Registry<Leaf>, leaf: Leaf): void {
  const key = keyOf(leaf);
  if (!KEY.test(key)) {
    throw new RangeError(
      `register: a key must be a lower-case letter and then letters, digits and dashes, got ${JSON.stringify(key)}`,
    );
  }
  if (Object.hasOwn(registry, key)) throw new RangeError(`register: ${key} is already registered`);
  (registry as Record<string, Leaf>)[key] = leaf;
}

function keyOf(leaf: Leaf): string {
  if ("model" in leaf) return leaf.model;
  if ("dataset" in leaf) return leaf.dataset;
  return "partition" in leaf ? leaf.partition : leaf.schedule;
}

/**
 * The leaf registered under a key.
 *
 * @throws RangeError that lists the registered keys.
 */
export function leafOf<L>(registry: Registry<L>, kind: string, key: string): L {
  if (Object.hasOwn(registry, key)) return registry[key];
  throw new RangeError(
    `unknown ${kind} ${JSON.stringify(key)}, registered are ${Object.keys(registry).join(", ")}`,
  );
}
