import { createLearner, type Examples, subset } from "@honest-majority/learning";
import type { AggregatorConfig, RunConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { rootExamplesOf } from "@honest-majority/robust";

/** Computes an update of the coordinator's own at an arm's present parameters [d] and the round's η. */
export type RootUpdate = (parameters: Float32Array, learningRate: number) => Promise<Float32Array>;

/**
 * The update that an arm's rule compares the workers' updates with, for rules whose facts say `needs.root`: the gradient
 * on so many of the training examples, drawn once from the run's seed; on all of them where there are no more. It takes
 * the workers' K local steps, each on all of these, and has no momentum, so that it depends on the parameters and η
 * alone and a resumed run computes the same. Undefined for a rule that needs none.
 */
export function rootUpdate(
  aggregator: AggregatorConfig,
  { model, seed, localSteps, train }: Pick<RunConfig, "model" | "seed" | "localSteps"> & { train: Examples },
): RootUpdate | undefined {
  const count = rootExamplesOf(aggregator);
  if (count === undefined) return undefined;
  const all = Uint32Array.from({ length: train.count }, (_, i) => i);
  const drawn = stream(seed, "root").shuffle(all).subarray(0, count);
  const examples = subset(train, drawn);
  const learner = createLearner({ model, examples, batchSize: examples.count, seed, workerIndex: 0 });
  return async (parameters, learningRate) => {
    const steps = { count: localSteps, learningRate };
    const { own } = await learner.gradients([parameters], 0, undefined, steps);
    if (own === undefined)
      throw new Error("rootUpdate: the learner answers with the gradient it is asked for");
    return own[0].gradient;
  };
}
