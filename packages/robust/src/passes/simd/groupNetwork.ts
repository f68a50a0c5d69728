/** The number of wires that the kernels hold in registers at once. */
const GROUP = 8;
/** Bytes per wire: 32 columns. */
export const WIRE_BYTES = 128;
const GROUP_BYTES = GROUP * WIRE_BYTES;

/** The operations of `assembly/network.ts`. */
const KEEP_BOTH = 0;
const KEEP_SMALLER = 1;
const KEEP_LARGER = 2;
const FINISH = 3;
const KEEP_FOUR = 4;
const KEEP_MIDDLE = 5;

/** Compares two groups, wire by wire (cross) or the first with the last (flip), or sorts within one (finish). */
interface Step {
  kind: "flip" | "cross" | "finish";
  low: number;
  high: number;
}

/** Four groups in ascending order: a flip of a with d and b with c, then a cross of a with b and c with d. */
type Four = readonly [a: number, b: number, c: number, d: number];

/** Bytes for m wires, rounded up to whole groups. */
export function wireBytes(m: number): number {
  return Math.ceil(m / GROUP) * GROUP_BYTES;
}

/**
 * The program that merges sorted groups of eight wires and puts the right values on the wires from … to − 1 of m: the
 * rest of Batcher's bitonic sorter, without the steps that no wanted group depends on.
 *
 * Two sorted runs are merged by comparing the first wire of one with the last of the other and so on (flip), which puts
 * the smaller half of all values in the lower run. Then wires half a run apart are compared, then a quarter … (cross),
 * and then wires within groups (finish). The flip and the first cross are done in one instruction if possible. The wires
 * above m hold values that no value exceeds, and do not change.
 *
 * Knuth, The Art of Computer Programming 3, section 5.3.4.
 */
export function groupNetwork(m: number, from: number, to: number): Uint32Array<ArrayBuffer> {
  const wanted = new Set<number>();
  for (let g = Math.floor(from / GROUP); g * GROUP < to; g++) wanted.add(g);
  const program: number[][] = []; // in reverse order
  for (const step of merges(Math.ceil(m / GROUP)).reverse()) {
    const together = "kind" in step ? undefined : atOnce(m, step, wanted);
    if (together) program.push(together);
    else for (const one of "kind" in step ? [step] : oneByOne(step)) program.push(...alone(m, one, wanted));
  }
  return Uint32Array.from(program.reverse().flat());
}

/** The instruction for a step, if it is needed. Marks the groups that it depends on as wanted. */
function alone(m: number, { kind, low, high }: Step, wanted: Set<number>): number[][] {
  const [needsLow, needsHigh] = [wanted.has(low), wanted.has(high)];
  if (!needsLow && !needsHigh) return [];
  wanted.add(low).add(high);
  const keep = needsLow && needsHigh ? KEEP_BOTH : needsLow ? KEEP_SMALLER : KEEP_LARGER;
  const count = Math.min(GROUP, m - high * GROUP); // compared with Infinity, a wire keeps its value
  const [first, step] = kind === "flip" ? [count - 1, -WIRE_BYTES] : [0, WIRE_BYTES];
  const start = low * GROUP + (kind === "flip" ? GROUP - count : 0);
  const offsets = [start, high * GROUP + first].map((wire) => wire * WIRE_BYTES);
  return [[kind === "finish" ? FINISH : keep, ...offsets, step, count]];
}

/** The instruction for both steps of four whole groups, if all of them are wanted, or only the middle two. */
function atOnce(m: number, four: Four, wanted: Set<number>): number[] | undefined {
  const needs = four.map((group) => wanted.has(group)).join();
  const kind =
    needs === "true,true,true,true" ? KEEP_FOUR : needs === "false,true,true,false" ? KEEP_MIDDLE : undefined;
  if (kind === undefined || (four[3] + 1) * GROUP > m) return undefined;
  for (const group of four) wanted.add(group);
  const last = GROUP_BYTES - WIRE_BYTES;
  return [kind, ...four.map((group, i) => group * GROUP_BYTES + (i < 2 ? 0 : last))];
}

/** The single steps, the last one first. */
function oneByOne([a, b, c, d]: Four): Step[] {
  return [
    { kind: "cross", low: c, high: d },
    { kind: "cross", low: a, high: b },
    { kind: "flip", low: b, high: c },
    { kind: "flip", low: a, high: d },
  ];
}

/** All steps in order. */
function merges(groups: number): (Step | Four)[] {
  const steps: (Step | Four)[] = [];
  for (let run = 1; run < groups; run *= 2) {
    for (let base = 0; base + run < groups; base += 2 * run) {
      const end = Math.min(base + 2 * run, groups);
      const pair = (kind: Step["kind"], partner: (g: number) => number) => {
        for (let low = base; low < end; low++) {
          const high = partner(low);
          if (high > low && high < end) steps.push({ kind, low, high });
        }
      };
      const opposite = (g: number) => 2 * (base + run) - 1 - g;
      let stride = run / 2;
      if (run > 1 && end === base + 2 * run) {
        for (let a = base; a < base + stride; a++) {
          steps.push([a, a + stride, opposite(a + stride), opposite(a)]);
        }
        stride /= 2;
      } else pair("flip", opposite);
      for (; stride >= 1; stride /= 2) pair("cross", (g) => base + ((g - base) ^ stride));
      for (let g = base; g < end; g++) steps.push({ kind: "finish", low: g, high: g });
    }
  }
  return steps;
}
