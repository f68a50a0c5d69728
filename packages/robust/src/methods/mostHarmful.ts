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
