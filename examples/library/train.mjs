/**
 * Federated learning in one process: nine workers, of which three send the opposite of what they learnt. One model
 * takes steps along the mean of the updates, the other along their coordinate-wise median.
 */
import {
  createEvaluator,
  createLearner,
  glyphs,
  initialParameters,
  momentumStep,
  partition,
  subset,
} from "@honest-majority/learning";
import { stream } from "@honest-majority/random";
import { attackVector, buildAggregator, updateMatrix } from "@honest-majority/robust";
import "@tensorflow/tfjs-backend-cpu"; // the slowest backend, and the one that runs everywhere
import { ready, setBackend } from "@tensorflow/tfjs-core";

const WORKERS = 9;
const MALICIOUS = 3;
const ROUNDS = 40;
const LEARNING_RATE = 0.3;
const MOMENTUM = 0.9;
const model = "softmax";
const seed = 1;

await setBackend("cpu");
await ready();

const { train, test } = glyphs({ seed, train: 2_000, test: 500 }); // pictures of ten symbols, drawn here
const shards = partition(train.labels, { workers: WORKERS, partition: { kind: "iid" }, seed, classes: 10 });
const learners = shards.map((shard, workerIndex) =>
  createLearner({ model, examples: subset(train, shard), batchSize: 32, seed, workerIndex }),
);
const evaluator = createEvaluator({ model, examples: test });
const random = stream(seed, "attack");

const table = {};
for (const rule of ["mean", "coordinateMedian"]) {
  const aggregator = buildAggregator(rule, { m: WORKERS, f: MALICIOUS });
  const parameters = initialParameters(model, train, train.classes, seed);
  const momenta = new Array(WORKERS);
  for (let round = 0; round < ROUNDS; round++) {
    const updates = [];
    for (const [i, learner] of learners.entries()) {
      const { own } = await learner.gradients([parameters], round);
      momenta[i] = momentumStep(momenta[i], own[0].gradient, MOMENTUM);
      const isMalicious = i < MALICIOUS;
      updates.push(isMalicious ? attackVector({ kind: "bitFlip" }, { own: momenta[i], random }) : momenta[i]);
    }
    const { aggregate } = await aggregator(updateMatrix(updates), new Float32Array(parameters.length));
    for (let j = 0; j < parameters.length; j++) parameters[j] -= LEARNING_RATE * aggregate[j];
  }
  const { accuracy } = await evaluator.evaluate(parameters);
  table[rule] = { "right on": `${(100 * accuracy).toFixed(1)} %` };
}
console.table(table);

for (const learner of learners) learner.dispose();
evaluator.dispose();
