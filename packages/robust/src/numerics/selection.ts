/** Arithmetic on m numbers, shared by the rules. */

/**
 * The middle value; for an even count the mean of the middle two.
 *
 * @throws RangeError when there is no value.
 */
export function median(values: Float64Array): number {
  const n = values.length;
  if (n < 1) throw new RangeError("median: at least one value must be given, got 0");
  if (room.length < n) room = new Float64Array(n);
  room.set(values);
  const middle = n >> 1;
  partition(room, n, middle);
  if (n % 2 === 1) return room[middle];
  let below = room[0];
  for (let i = 1; i < middle; i++) if (room[i] > below) below = room[i];
  return below / 2 + room[middle] / 2;
}

/** Reused, because rules take many medians of few values, and a new array costs more than a median. */
let room = new Float64Array(0);

/** Puts the value of rank k at index k, smaller or equal ones before it and the others after it. Hoare 1961, doi:10.1145/366622.366647. */
function partition(values: Float64Array, n: number, k: number): void {
  let [low, high] = [0, n - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (pivot < values[j]) j--;
      if (i > j) break;
      const x = values[i];
      values[i++] = values[j];
      values[j--] = x;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else return;
  }
}

/** Indices of the `count` lowest scores, lowest first. Ties go to the lower index. */
export function lowest(scores: Float64Array, count: number): number[] {
  return Array.from(scores.keys())
    .sort((a, b) => scores[a] - scores[b] || a - b)
    .slice(0, count);
}

/** [m]: 1 for the chosen rows, 0 for the others. */
export function indicator(m: number, chosen: readonly number[]): Float64Array {
  const marks = new Float64Array(m);
  for (const i of chosen) marks[i] = 1;
  return marks;
}

/** [m]: weights 1/n for the n rows marked with 1, for a mean over them. */
export function meanWeights(marks: Float64Array): Float64Array {
  const count = marks.reduce((sum, mark) => sum + mark, 0);
  return marks.map((mark) => mark / count);
}

/** Each value relative to the largest; all 1 if all are 0. */
export function relativeToLargest(weights: Float64Array): Float64Array {
  const largest = weights.reduce((a, b) => Math.max(a, b), 0);
  return weights.map((w) => (largest > 0 ? w / largest : 1));
}

/** The share of a vector of this length that remains after clipping it to `reach`. */
export function clip(reach: number, length: number): number {
  return length > reach ? reach / length : 1;
}
