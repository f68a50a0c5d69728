/** Two wires: the smaller value goes to the first. */
export type Comparator = readonly [low: number, high: number];

/**
 * Comparators that put the right values on the wires from … to − 1 of m: Batcher's merge exchange, without the
 * comparators that no wanted wire depends on. The comparisons do not depend on the values, so no branch is mispredicted.
 *
 * Knuth, The Art of Computer Programming 3, section 5.2.2, algorithm M.
 */
export function sortingNetwork(m: number, from: number, to: number): Comparator[] {
  const comparators: Comparator[] = [];
  let top = 1; // the smallest power of two with 2·top >= m
  while (2 * top < m) top *= 2;
  for (let p = top; p > 0; p >>= 1) {
    let q = top;
    let r = 0;
    let distance = p;
    while (true) {
      for (let i = 0; i + distance < m; i++) {
        if ((i & p) === r) comparators.push([i, i + distance]);
      }
      if (q === p) break;
      distance = q - p;
      q >>= 1;
      r = p;
    }
  }
  const wanted = new Set(Array.from({ length: to - from }, (_, i) => from + i));
  return comparators
    .reverse()
    .filter(([low, high]) => {
      const needed = wanted.has(low) || wanted.has(high);
      if (needed) wanted.add(low).add(high);
      return needed;
    })
    .reverse();
}
