import { stream } from "@honest-majority/random";

/**
 * m updates of d values: a common part plus noise of their own. The last fifth lies at twice the distance on the other
 * side, as an attacker's updates would.
 */
export function drawRows(m: number, d: number): Float32Array[] {
  const random = stream(7, m, d);
  const common = Float32Array.from({ length: d }, () => 0.1 * random.normal());
  const attackers = Math.floor(m / 5);
  return Array.from({ length: m }, (_, i) => {
    const sign = i < m - attackers ? 1 : -2;
    return common.map((value) => sign * value + 0.1 * random.normal());
  });
}
