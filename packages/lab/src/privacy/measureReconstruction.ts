/** How much of a batch the coordinator can compute from one update: over batch sizes, with and without clipping and noise. */
import { type Examples, referenceGradient, subset } from "@honest-majority/learning";
import { coordinatorView, initialParameters, type Privacy } from "@honest-majority/learning/privacy";
import type { ModelName } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";

export interface ReconstructionPlan {
  models: readonly ModelName[];
  batchSizes: readonly number[];
  /** What the worker does to its update, each measured. */
  privacies: readonly Privacy[];
  seeds: readonly number[];
  /** Batches for each cell and seed. */
  batches: number;
  /** Steps of plain SGD with B = 32 and η = 0.3 that the model has taken before; 0 for the initial parameters. */
  steps: number;
  train(seed: number): Promise<Examples>;
  onProgress?(done: number, all: number): void;
}

export interface ReconstructionCell {
  model: ModelName;
  privacy: Privacy;
  batchSize: number;
  /** Of the pictures, recovered above a correlation of 0.8: the mean of each seed, 0 … 1. */
  shares: number[];
  /** Of the labels, named from the last bias. */
  labelShares: number[];
  /** The correlation of the picture from all units at once; for B = 1 alone. */
  together: number[];
}

const TRAINING = { batchSize: 32, learningRate: 0.3 };

export async function measureReconstruction(plan: ReconstructionPlan): Promise<ReconstructionCell[]> {
  const { models, batchSizes, privacies, seeds } = plan;
  const cells = models.flatMap((model) =>
    privacies.flatMap((privacy) =>
      batchSizes.map(
        (batchSize): ReconstructionCell => ({
          model,
          privacy,
          batchSize,
          shares: [],
          labelShares: [],
          together: [],
        }),
      ),
    ),
  );
  let done = 0;
  for (const seed of seeds) {
    const train = await plan.train(seed);
    const parameters = new Map(models.map((model) => [model, trained(model, train, seed, plan.steps)]));
    for (const cell of cells) {
      measureCell(cell, { ...plan, examples: train, parameters: parameters.get(cell.model) ?? [], seed });
      plan.onProgress?.(++done, cells.length * seeds.length);
    }
  }
  return cells;
}

function measureCell(
  cell: ReconstructionCell,
  {
    examples,
    parameters,
    seed,
    batches,
  }: { examples: Examples; parameters: ArrayLike<number>; seed: number; batches: number },
): void {
  const { model, privacy, batchSize } = cell;
  const views = Array.from({ length: batches }, (_, place) => {
    const batch = drawnBatch(examples, batchSize, stream(seed, "reconstruction", batchSize, place).int);
    const random = stream(seed, "privacy", batchSize, place);
    return coordinatorView({ model, parameters, batch, privacy, random });
  });
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  cell.shares.push(mean(views.map(({ share }) => share)));
  cell.labelShares.push(mean(views.map(({ labelShare }) => labelShare)));
  if (batchSize === 1) cell.together.push(mean(views.map(({ together }) => together?.correlation ?? 0)));
}

/** B examples, none twice. */
function drawnBatch(examples: Examples, batchSize: number, int: (n: number) => number): Examples {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(batchSize, examples.count)) chosen.add(int(examples.count));
  return subset(examples, [...chosen]);
}

function trained(model: ModelName, train: Examples, seed: number, steps: number): ArrayLike<number> {
  let parameters: ArrayLike<number> = initialParameters(model, train, train.classes, seed);
  for (let step = 0; step < steps; step++) {
    const { int } = stream(seed, "training", step);
    const { pixels, labels } = drawnBatch(train, TRAINING.batchSize, int);
    const pictures = Float32Array.from(pixels, (byte) => byte / 255);
    const { gradient } = referenceGradient(model, train, train.classes, parameters, pictures, labels);
    parameters = gradient.map((g, j) => parameters[j] - TRAINING.learningRate * g);
  }
  return parameters;
}
