/** Wires that the kernels hold in registers together. */
export const GROUP = 8;
/** Bytes of a wire: 32 columns. */
export const WIRE_BYTES = 128;

/** The operations of `assembly/network.ts`. */
const SORT = 0;
const FLIP = 1;
const CROSS = 2;
const FINISH = 3;

interface Step {
  operation: number;
  groups: readonly number[];
}

/**
 * The program that leaves the right values on the wires from … to − 1 of m, as triples of an operation and the
 * offsets of its groups: Batcher's bitonic sorter by groups of eight wires, less the steps that no wanted group depends on.
 *
 * Two sorted runs are merged by comparing the first wire of one with the last of the other and so on (`FLIP`), which leaves
 * the smaller half of all values in the lower run; then wires half a run apart, a quarter … (`CROSS`), and within groups
 * (`FINISH`). The wires above m hold what no value exceeds, and stay where they are.
 *
 * Knuth, The Art of Computer Programming 3, section 5.3.4.
 */
export function groupNetwork(m: number, from: number, to: number): Uint32Array<ArrayBuffer> {
  const steps = pruned(sorter(groupsOf(m)), Math.floor(from / GROUP), Math.floor((to - 1) / GROUP));
  return Uint32Array.from(
    steps.flatMap(({ operation, groups: [a, b = a] }) => [
      operation,
      a * GROUP * WIRE_BYTES,
      b * GROUP * WIRE_BYTES,
    ]),
  );
}

export function groupsOf(m: number): number {
  return Math.ceil(m / GROUP);
}

function sorter(groups: number): Step[] {
  const steps: Step[] = [];
  for (let g = 0; g < groups; g++) steps.push({ operation: SORT, groups: [g] });
  for (let run = 1; run < groups; run *= 2) {
    for (let base = 0; base + run < groups; base += 2 * run) {
      const end = Math.min(base + 2 * run, groups);
      const pair = (operation: number, partner: (g: number) => number) => {
        for (let g = base; g < end; g++) {
          if (partner(g) > g && partner(g) < end) steps.push({ operation, groups: [g, partner(g)] });
        }
      };
      pair(FLIP, (g) => 2 * base + 2 * run - 1 - g);
      for (let stride = run / 2; stride >= 1; stride /= 2) pair(CROSS, (g) => base + ((g - base) ^ stride));
      for (let g = base; g < end; g++) steps.push({ operation: FINISH, groups: [g] });
    }
  }
  return steps;
}

/** Without the steps that touch no group from `first` to `last` and none that those depend on. */
function pruned(steps: readonly Step[], first: number, last: number): Step[] {
  const wanted = new Set(Array.from({ length: last - first + 1 }, (_, k) => first + k));
  return steps
    .toReversed()
    .filter(({ groups }) => {
      const needed = groups.some((g) => wanted.has(g));
      if (needed) for (const g of groups) wanted.add(g);
      return needed;
    })
    .reverse();
}
