import { momentumStep } from "@honest-majority/learning";

/** Momenta of one run, u of ByzSGDnm eq. (3) for each arm. They are kept outside the GPU, so that a role can change. */
export interface Momenta {
  /**
   * Takes one step with each arm's gradient; a new arm starts with u₀ = g₀. Returns the arms' u, which take over the memory of the
   * gradients. Nothing writes to them later: an update may still be on its way when the next round's u is made.
   */
  step(gradients: ReadonlyMap<number, Float32Array>): Map<number, Float32Array>;
  forget(): void;
}

export function createMomenta(beta: number): Momenta {
  const u = new Map<number, Float32Array>();
  return {
    step(gradients) {
      const answer = new Map<number, Float32Array>();
      for (const [arm, gradient] of gradients) {
        const next = momentumStep(u.get(arm), gradient, beta, gradient);
        u.set(arm, next);
        answer.set(arm, next);
      }
      return answer;
    },
    forget: () => u.clear(),
  };
}
