/** The learners of all workers of a run in one process: they compute a round's gradients together. */
import {
  createLearnerPool,
  type Examples,
  type Learner,
  type LearnerPoolOptions,
  type Poison,
} from "@honest-majority/learning";

export interface Trainee {
  workerIndex: number;
  examples: Examples;
  /** What its role does to its batches, from the first round to the last. */
  poison: Poison | undefined;
}

export interface SharedLearnersOptions extends Omit<LearnerPoolOptions, "workers"> {
  trainees: readonly Trainee[];
  /** K·d, the values of one worker's gradients. */
  values: number;
}

/** Of gradients that are there at once, beside the momenta: tfjs' WASM memory holds a few times as much. */
const MOST_BYTES = 2 ** 28;

/** One learner a trainee, by its index. */
export function sharedLearners({ trainees, values, ...shared }: SharedLearnersOptions): Map<number, Learner> {
  const size = Math.max(1, Math.floor(MOST_BYTES / (4 * values)));
  const learners = new Map<number, Learner>();
  for (let start = 0; start < trainees.length; start += size) {
    const group = trainees.slice(start, start + size);
    for (const [workerIndex, learner] of learnersOf(group, shared)) learners.set(workerIndex, learner);
  }
  return learners;
}

/**
 * The first that is asked for a round computes it for the whole group, at the parameters that it was given: whoever asks
 * for the same round must have been sent the same, local steps included.
 */
function learnersOf(
  group: readonly Trainee[],
  shared: Omit<LearnerPoolOptions, "workers">,
): [number, Learner][] {
  const pool = createLearnerPool({ ...shared, workers: group });
  const poisons = group.map(({ poison }) => poison);
  let asked: { round: number; answers: ReturnType<typeof pool.gradients> } | undefined;
  return group.map(({ workerIndex }, place) => [
    workerIndex,
    {
      async gradients(parameters, round, _poison, steps) {
        if (asked?.round !== round) {
          asked = { round, answers: pool.gradients(parameters, round, poisons, steps) };
        }
        return (await asked.answers)[place];
      },
      dispose: pool.dispose,
    },
  ]);
}

/** A learner that learns nothing: for workers of whose own update nothing is sent. */
export function idleLearner(dim: number): Learner {
  const nothing = new Float32Array(dim);
  return {
    gradients: async (parameters) => ({
      own: parameters.map(() => ({ gradient: nothing, loss: Number.NaN })), // NaN is reported as no loss
    }),
    dispose() {},
  };
}
