import { createLearner, type Examples, holdOut, seedOf, subset } from "@honest-majority/learning";
import type { AggregatorConfig, RunConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { rootExamplesOf } from "@honest-majority/robust";

/** Computes the coordinator's own update at an arm's current parameters [d] and the round's η. */
export type RootUpdate = (parameters: Float32Array, learningRate: number) => Promise<Float32Array>;

/**
 * The update that a rule with `needs.root` compares the workers' updates with. It is the sum of K gradients, one for each
 * local step, on `rootExamples` training examples that are drawn once from the seed of the split (on the whole training set
 * when that is smaller; none of the validation split). It has no momentum, so it depends on the parameters and η alone, and a resumed run computes the same.
 * Undefined for other rules.
 */
export function rootUpdate(
  aggregator: AggregatorConfig,
  config: Pick<RunConfig, "model" | "seed" | "seeds" | "localSteps" | "validation"> & { train: Examples },
): RootUpdate | undefined {
  const count = rootExamplesOf(aggregator);
  if (count === undefined) return undefined;
  const { model, localSteps, validation, train } = config;
  const seed = seedOf("split", config);
  const all =
    validation === undefined
      ? Uint32Array.from({ length: train.count }, (_, i) => i)
      : holdOut(train.count, validation, seed).dealt;
  const drawn = stream(seed, "root").shuffle(all).subarray(0, count);
  const examples = subset(train, drawn);
  const learner = createLearner({ model, examples, batchSize: examples.count, seed, workerIndex: 0 });
  return async (parameters, learningRate) => {
    const steps = { count: localSteps, learningRate };
    const { own } = await learner.gradients([parameters], 0, undefined, steps);
    if (own === undefined) throw new Error("rootUpdate: the learner must return its own gradient");
    return own[0].gradient;
  };
}
