import type { Growth, SizeTimes } from "./measure";

/** Something the kernels must show, and whether they did. */
export interface Claim {
  claim: string;
  holds: boolean;
  found: string;
}

/** Sizes at which the claims are made. */
const M = 20;
const D = 61706;

export function claims(sizes: readonly SizeTimes[], growths: readonly Growth[]): Claim[] {
  const size = sizes.find(({ m, d }) => m === M && d === D);
  return [
    ...(size ? [...againstNumpy(size), ...againstReads(size)] : []),
    ...growths.map(growthClaim),
    ...sizes.map(againstPlain),
  ];
}

function againstNumpy(size: SizeTimes): Claim[] {
  const { numpy } = size;
  if (typeof numpy === "string") return [];
  return [
    atLeast(
      "NumPy's median takes at least 8 times as long",
      numpy.median / of(size, "coordinateMedian").fromMemory,
      8,
    ),
    atLeast(
      "NumPy's trimmed mean by partition takes at least 2 times as long",
      numpy.trimmedByPartition / of(size, "trimmedMean").fromMemory,
      2,
    ),
  ];
}

function againstReads(size: SizeTimes): Claim[] {
  return [
    { rule: "krum", reads: 3 },
    { rule: "geometricMedian", reads: 12 },
    { rule: "centeredClip", reads: 12 },
    { rule: "brsgd", reads: 12 },
  ].map(({ rule, reads }) => {
    const found = of(size, rule).fromLastRow / size.read;
    return {
      claim: `${rule} from the last row takes at most ${reads} reads`,
      holds: found <= reads,
      found: found.toFixed(1),
    };
  });
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

function atLeast(claim: string, found: number, least: number): Claim {
  return { claim, holds: found >= least, found: found.toFixed(1) };
}

function of(size: SizeTimes, name: string) {
  const found = size.rules.find(({ rule }) => rule === name);
  if (found === undefined) throw new RangeError(`claims: ${name} must have been timed, it has not`);
  return found.simd;
}
