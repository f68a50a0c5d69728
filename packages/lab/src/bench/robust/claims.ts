import { AGREES, COUNTERPARTS } from "./byzfl";
import type { Growth, RuleTimes, SizeTimes } from "./measure";

/** A claim about the kernels' speed, and whether the times show it. */
export interface Claim {
  claim: string;
  holds: boolean;
  found: string;
}

/** The size for which most claims are made. */
export const CLAIMED = { m: 20, d: 61706 };

/** The claims that the given times can show. */
export function claims(sizes: readonly SizeTimes[], growths: readonly Growth[]): Claim[] {
  const size = sizes.find(({ m, d }) => m === CLAIMED.m && d === CLAIMED.d);
  return [
    ...(size ? [...againstByzfl(size), ...againstNumpy(size), ...againstReads(size)] : []),
    ...growths.map(growthClaim),
    ...sizes.map(againstPlain),
  ];
}

/** How many times as long as ours from the last row ByzFL's faster backend takes; undefined without a time. */
export function timesAsLong({ simd, byzfl }: RuleTimes): number | undefined {
  if (byzfl === undefined) return undefined;
  return Math.min(byzfl.numpy ?? Infinity, byzfl.torch ?? Infinity) / simd.fromLastRow;
}

function againstByzfl(size: SizeTimes): Claim[] {
  return size.rules.flatMap((times) => {
    const { rule, byzfl } = times;
    const ratio = timesAsLong(times);
    if (ratio === undefined || byzfl === undefined) return [];
    const { least } = COUNTERPARTS[rule];
    const long = least === 1 ? "as" : `${least} times as`;
    const { difference } = byzfl;
    return [
      ...(least === undefined
        ? []
        : [
            {
              claim: `ByzFL's faster ${rule} takes at least ${long} long as ours from the last row`,
              holds: ratio >= least,
              found: ratio.toFixed(1),
            },
          ]),
      ...(difference === undefined
        ? []
        : [
            {
              claim: `ByzFL's ${rule} and ours agree to ${AGREES}`,
              holds: difference <= AGREES,
              found: difference.toExponential(0),
            },
          ]),
    ];
  });
}

function againstNumpy(size: SizeTimes): Claim[] {
  return [
    { rule: "coordinateMedian", name: "median", least: 8 },
    { rule: "trimmedMean", name: "faster trimmed mean", least: 2 },
    { rule: "centeredClip", name: "centered clipping", least: 1 },
    { rule: "monna", name: "MoNNA", least: 1 },
  ].flatMap(({ rule, name, least }) =>
    timesOf(size, rule).flatMap(({ simd, numpy }) => {
      if (numpy === undefined) return [];
      const found = numpy / simd.fromMemory;
      const claim = `NumPy's ${name} takes at least ${least === 1 ? "as" : `${least} times as`} long`;
      return { claim, holds: found >= least, found: found.toFixed(1) };
    }),
  );
}

function againstReads(size: SizeTimes): Claim[] {
  return [
    { rule: "krum", reads: 3 },
    { rule: "geometricMedian", reads: 12 },
    { rule: "centeredClip", reads: 12 },
    { rule: "brsgd", reads: 12 },
  ].flatMap(({ rule, reads }) =>
    timesOf(size, rule).map(({ simd, read }) => {
      const found = simd.fromLastRow / read;
      return {
        claim: `${rule} from the last row takes at most ${reads} reads`,
        holds: found <= reads,
        found: found.toFixed(1),
      };
    }),
  );
}

function growthClaim({ rule, exponent }: Growth): Claim {
  const found = exponent.toFixed(2);
  if (rule === "krum")
    return { claim: "krum grows about as m²", holds: Math.abs(exponent - 2) <= 0.3, found };
  return { claim: `${rule} grows at most as m^1.2`, holds: exponent <= 1.2, found };
}

function againstPlain({ m, d, rules }: SizeTimes): Claim {
  const slower = rules.filter(({ simd, plain }) => simd.fromMemory > plain).map(({ rule }) => rule);
  return {
    claim: `no rule is slower than the plain passes at m = ${m}, d = ${d}`,
    holds: slower.length === 0,
    found: slower.length === 0 ? "none" : slower.join(", "),
  };
}

/** The times of the method with this name: one entry, or none if it was not measured. */
function timesOf(size: SizeTimes, name: string) {
  return size.rules.filter(({ rule }) => rule === name);
}
