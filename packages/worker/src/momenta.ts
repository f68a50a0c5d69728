import { momentumStep } from "@honest-majority/learning";
import { ROUNDS_AHEAD } from "@honest-majority/protocol";

/** Momenta of one run, u of ByzSGDnm eq. (3) for each arm. They are kept outside the GPU, so that a role can change. */
export interface Momenta {
  /**
   * Takes one step with each arm's gradient; a new arm starts with u₀ = g₀. Returns the arms' u, which take over the memory of the
   * gradients. Nothing writes to them later: an update may still be on its way when the next round's u is made.
   *
   * A round that is not later than the last one takes its step from the momenta before it: the coordinator could not
   * record it and the rounds after it, and they run again.
   */
  step(round: number, gradients: ReadonlyMap<number, Float32Array>): Map<number, Float32Array>;
  forget(): void;
}

/** So many rounds can be taken back: the unrecorded ones, the open one, and one to spare. */
const KEPT_ROUNDS = ROUNDS_AHEAD + 2;

export function createMomenta(beta: number): Momenta {
  let u: ReadonlyMap<number, Float32Array> = new Map();
  /** The last rounds, each with the momenta before it. */
  let steps: { round: number; before: ReadonlyMap<number, Float32Array> }[] = [];

  function takeBack(round: number): void {
    const first = steps.findIndex((step) => step.round >= round);
    if (first < 0) return;
    u = steps[first].before;
    steps = steps.slice(0, first);
  }

  return {
    step(round, gradients) {
      takeBack(round);
      steps = [...steps, { round, before: u }].slice(-KEPT_ROUNDS);
      const answer = new Map<number, Float32Array>();
      for (const [arm, gradient] of gradients)
        answer.set(arm, momentumStep(u.get(arm), gradient, beta, gradient));
      u = new Map([...u, ...answer]);
      return answer;
    },
    forget() {
      u = new Map();
      steps = [];
    },
  };
}
