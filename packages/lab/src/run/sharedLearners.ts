/** The learners of all workers of a run in one process. They compute a round's gradients together. */
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
  /** How its role changes its batches in a round. */
  poisonAt(round: number): Poison | undefined;
}

export interface SharedLearnersOptions extends Omit<LearnerPoolOptions, "workers"> {
  trainees: readonly Trainee[];
  /** K·d, the number of values in one worker's gradients. */
  values: number;
}

/** The limit for gradients in memory at once, besides the momenta: tfjs' WASM memory holds a few times as much. */
const MOST_BYTES = 2 ** 28;

/** One learner per trainee, by index. */
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
 * The first request for a round computes it for the whole group, at the parameters of that request. All requests for one
 * round must have the same parameters, and the same local steps.
 */
function learnersOf(
  group: readonly Trainee[],
  shared: Omit<LearnerPoolOptions, "workers">,
): [number, Learner][] {
  const pool = createLearnerPool({ ...shared, workers: group });
  let asked: { round: number; answers: ReturnType<typeof pool.gradients> } | undefined;
  return group.map(({ workerIndex }, place) => [
    workerIndex,
    {
      async gradients(parameters, round, _poison, steps) {
        if (asked?.round !== round) {
          const poisons = group.map(({ poisonAt }) => poisonAt(round));
          asked = { round, answers: pool.gradients(parameters, round, poisons, steps) };
        }
        return (await asked.answers)[place];
      },
      dispose: pool.dispose,
    },
  ]);
}

/** A learner that does not train, for workers whose own update is unused but for its `length`. */
export function idleLearner(length: number): Learner {
  const nothing = new Float32Array(length); // a momentum of zeros may take it over: it stays zero
  return {
    gradients: async (parameters) => ({
      own: parameters.map(() => ({ gradient: nothing, loss: Number.NaN })), // NaN is reported as no loss
    }),
    dispose() {},
  };
}
