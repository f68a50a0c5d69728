import { lineSearch } from "../numerics/lineSearch";
import type { Target } from "./defineAttack";

/** Of the strengths that a line search tries, the one with the largest ‖aggregate − honest mean‖. */
export function mostHarmful(
  crafted: (strength: number) => Float32Array,
  mean: Float32Array,
  { honest, f, aggregate, search }: Target,
): Promise<number> {
  return lineSearch(async (strength) => {
    const sent = crafted(strength);
    const answer = await aggregate([...honest, ...Array.from({ length: f }, () => sent)]);
    let squares = 0;
    for (let j = 0; j < mean.length; j++) squares += (answer[j] - mean[j]) ** 2;
    return Math.sqrt(squares);
  }, search);
}

/** The `weakness` of an attack that searches: 0 if no strength does more harm than 0. `letter` names the strength. */
export function nothingHarmful(letter: string, strength: number): string | undefined {
  if (strength !== 0) return undefined;
  return `No ${letter} above 0 moves the rule's answer farther from the honest mean than ${letter} = 0, so the attack takes 0. Take more attackers, or set ${letter}.`;
}
