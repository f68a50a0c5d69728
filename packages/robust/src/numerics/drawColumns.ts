import type { Random } from "@honest-majority/random";

/** `count` of the columns 0 … d − 1, drawn without replacement, in ascending order. */
export function drawColumns(random: Random, d: number, count: number): Uint32Array {
  const columns = Uint32Array.from({ length: d }, (_, j) => j);
  for (let i = 0; i < count; i++) {
    const j = i + random.int(d - i);
    const drawn = columns[j];
    columns[j] = columns[i];
    columns[i] = drawn;
  }
  return columns.slice(0, count).sort();
}
