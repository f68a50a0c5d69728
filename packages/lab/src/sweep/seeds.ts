/** Which fields of a sweep are seeds, and which seeds a run used. Pure. */
import { SEED_NAMES, type Seeds, seedOf } from "@honest-majority/learning/facts";

/** Whether a sweep's field only chooses what is drawn at random. A table shows mean and deviation over these fields. */
export function isSeed(field: string): boolean {
  return /^seeds?$|^seeds\./.test(field);
}

/** "1", or "1 (initial 2, batches 3)" with the streams that have another seed. Runs of one text drew the same. */
export function seedText(seeds: Seeds): string {
  const own = SEED_NAMES.filter((name) => seedOf(name, seeds) !== seeds.seed);
  if (own.length === 0) return String(seeds.seed);
  return `${seeds.seed} (${own.map((name) => `${name} ${seedOf(name, seeds)}`).join(", ")})`;
}
