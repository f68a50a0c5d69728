import { normalQuantile } from "../../numerics/normalQuantile";
import { defineAttack, finiteFloat32, requireKnowledge } from "../defineAttack";

/**
 * A Little Is Enough (ALIE).
 *
 *   mean − z · std over the honest updates (ddof 1), z = `alieZ(m, f)` unless set
 *
 * If f is too large or m too small for the formula (it needs no supporter, or all), z is the quantile half a worker
 * inside the range, so that the vector stays finite.
 * Baruch, Baruch, Goldberg 2019, arXiv:1902.06156, algorithm 3.
 */
export const alie = /* @__PURE__ */ defineAttack({
  kind: "alie",
  name: "A Little Is Enough",
  shortName: "ALIE",
  group: "stealthy",
  formula: "mean − z·std",
  sentence:
    "All attackers send the same vector, a little off the honest average: close enough to look normal, but always to the same side.",
  needs: "moments",
  source: "Baruch et al. 2019, arXiv:1902.06156",
  options: {
    z: {
      kind: "number",
      label: "z, in standard deviations",
      unset: "computed",
      sentence:
        "Standard deviations from the mean; computed, it is Φ⁻¹((m − f − s)/(m − f)) with s = ⌊m/2 + 1⌋ − f.",
    },
  },
  strength: "z",

  strengthFor: ({ m, f }) => alieStrength(m, f),
  weakness(z, { m, f }) {
    if (z >= WEAK_Z || f >= m) return undefined; // f = m: there are no honest updates to stand off from
    const found = (Math.round(100 * z) / 100 || 0).toString().replace("-", "−");
    const attackers = f === 1 ? "1 attacker" : `${f} attackers`;
    const meaning = z > 0 ? "hardly an attack" : "no attack";
    return `ALIE's formula gives z = ${found} for ${attackers} among ${m} workers: this is ${meaning}. Take more attackers, or set z, such as 1.5.`;
  },
  craft: ({ z }, { knowledge }) => {
    const { mean, std, m, f } = requireKnowledge("alie", knowledge);
    return shifted(mean, std, z ?? alieStrength(m, f));
  },
});

/** A computed z below it is too close to the honest mean to do harm. */
const WEAK_Z = 0.2;

/** The default z, for an attack whose options set none: finite for every m and f. */
export function alieStrength(m: number, f: number): number {
  return normalQuantile(withinRange(coveredShare(m, f), m - f));
}

/** mean − z·std, within float32's range. */
export function shifted(mean: Float32Array, std: Float32Array, z: number): Float32Array {
  const vector = new Float32Array(mean.length);
  for (let j = 0; j < vector.length; j++) vector[j] = finiteFloat32(mean[j] - z * std[j]);
  return vector;
}

/**
 * The number of standard deviations that hides f colluders among m workers.
 *
 *   z = Φ⁻¹((m−f−s)/(m−f)),  s = ⌊m/2+1⌋ − f, the honest supporters that they need for a majority
 *
 * Not clamped: few attackers get a negative z, and z is ±∞ if they need no supporter or more supporters than exist.
 *
 * @throws RangeError unless 0 <= f < m.
 */
export function alieZ(m: number, f: number): number {
  if (!Number.isInteger(m) || !Number.isInteger(f) || f < 0 || f >= m) {
    throw new RangeError(`alieZ: 0 <= f < m must hold, got m = ${m}, f = ${f}`);
  }
  return normalQuantile(Math.max(0, Math.min(1, coveredShare(m, f))));
}

/** The share of honest workers that lie beyond z. */
function coveredShare(m: number, f: number): number {
  const supporters = Math.floor(m / 2 + 1) - f;
  return (m - f - supporters) / (m - f);
}

function withinRange(share: number, honest: number): number {
  if (share > 0 && share < 1) return share;
  const margin = 0.5 / Math.max(1, honest);
  return share >= 1 ? 1 - margin : margin;
}
