/** Wires that the kernels hold in registers together. */
const GROUP = 8;
/** Bytes of a wire: 32 columns. */
export const WIRE_BYTES = 128;
const GROUP_BYTES = GROUP * WIRE_BYTES;

/** The operations of `assembly/network.ts`. */
const KEEP_BOTH = 0;
const KEEP_SMALLER = 1;
const KEEP_LARGER = 2;
const FINISH = 3;

/** Compares two groups, wire by wire or the first with the last; or finishes one. */
interface Step {
  kind: "flip" | "cross" | "finish";
  low: number;
  high: number;
}

/** Bytes that m wires take, in whole groups. */
export function wireBytes(m: number): number {
  return Math.ceil(m / GROUP) * GROUP_BYTES;
}

/**
 * The program that merges sorted groups of eight wires and leaves the right values on the wires from … to − 1 of m: the rest
 * of Batcher's bitonic sorter, less what no wanted group depends on.
 *
 * Two sorted runs are merged by comparing the first wire of one with the last of the other and so on (flip), which leaves
 * the smaller half of all values in the lower run; then wires half a run apart, a quarter … (cross), and within groups
 * (finish). The wires above m hold what no value exceeds, and stay where they are.
 *
 * Knuth, The Art of Computer Programming 3, section 5.3.4.
 */
export function groupNetwork(m: number, from: number, to: number): Uint32Array<ArrayBuffer> {
  const wanted = new Set<number>();
  for (let g = Math.floor(from / GROUP); g * GROUP < to; g++) wanted.add(g);
  const program: number[][] = [];
  for (const { kind, low, high } of merges(Math.ceil(m / GROUP)).reverse()) {
    const [needsLow, needsHigh] = [wanted.has(low), wanted.has(high)];
    if (!needsLow && !needsHigh) continue;
    wanted.add(low).add(high);
    const keep = needsLow && needsHigh ? KEEP_BOTH : needsLow ? KEEP_SMALLER : KEEP_LARGER;
    const count = Math.min(GROUP, m - high * GROUP); // against Infinity a wire keeps its value
    const [first, step] = kind === "flip" ? [count - 1, -WIRE_BYTES] : [0, WIRE_BYTES];
    const start = low * GROUP + (kind === "flip" ? GROUP - count : 0);
    const offsets = [start, high * GROUP + first].map((wire) => wire * WIRE_BYTES);
    program.push([kind === "finish" ? FINISH : keep, ...offsets, step, count]);
  }
  return Uint32Array.from(program.reverse().flat());
}

/** All steps, in their order. */
function merges(groups: number): Step[] {
  const steps: Step[] = [];
  for (let run = 1; run < groups; run *= 2) {
    for (let base = 0; base + run < groups; base += 2 * run) {
      const end = Math.min(base + 2 * run, groups);
      const pair = (kind: Step["kind"], partner: (g: number) => number) => {
        for (let low = base; low < end; low++) {
          const high = partner(low);
          if (high > low && high < end) steps.push({ kind, low, high });
        }
      };
      pair("flip", (g) => 2 * (base + run) - 1 - g);
      for (let stride = run / 2; stride >= 1; stride /= 2) pair("cross", (g) => base + ((g - base) ^ stride));
      for (let g = base; g < end; g++) steps.push({ kind: "finish", low: g, high: g });
    }
  }
  return steps;
}
