import type { Random } from "@honest-majority/random";
import { referenceGradient } from "../backend/reference";
import type { Examples } from "../examples";
import { parameterLayout } from "../model/layout";
import type { ModelName } from "../models/models";
import { labelsFromBias, shareOfLabels } from "./labelsFromBias";
import { correlation, type Match, matchPictures, shareRecovered } from "./matchPictures";
import { type Privacy, privatize } from "./privatize";
import { type Candidate, pictureLayer, reconstruct, reconstructOne } from "./reconstruct";

export interface ViewedBatch {
  model: ModelName;
  /** [d], which the coordinator sent. */
  parameters: ArrayLike<number>;
  /** The pictures and labels of the batch: B = `count`. */
  batch: Examples;
  /** What the worker does to its update. */
  privacy: Privacy;
  random: Random;
}

/** What the coordinator can compute from one update, beside the truth. */
export interface CoordinatorView {
  candidates: readonly Candidate[];
  /** For each picture of the batch its candidate. */
  matches: readonly (Match | undefined)[];
  /** Of the pictures, recovered: 0 … 1. */
  share: number;
  /** The picture of a batch of one, from all units at once, and its correlation with the true one. */
  together?: { picture: Float32Array; correlation: number };
  /** The examples of each class, as they follow from the last layer's biases, [classes]. */
  counts: readonly number[];
  /** Of the labels, named by these counts: 0 … 1. */
  labelShare: number;
}

/**
 * Trains on one batch as a worker does, in plain loops and without momentum, and looks at the update as the coordinator can.
 *
 * @throws RangeError for a model whose first layer is not a dense one.
 */
export function coordinatorView({ model, parameters, batch, privacy, random }: ViewedBatch): CoordinatorView {
  const { classes, labels } = batch;
  const layout = parameterLayout(model, batch, classes);
  const size = batch.height * batch.width * batch.channels;
  const layer = pictureLayer(layout, size);
  if (layer === undefined) {
    throw new RangeError(`coordinatorView: the model must begin with a dense layer, got ${model}`);
  }
  const pixels = Float32Array.from(batch.pixels, (byte) => byte / 255);
  const { gradient } = referenceGradient(model, batch, classes, parameters, pixels, labels);
  const update = privatize(Float32Array.from(gradient), privacy, random);
  const candidates = reconstruct(update, layer);
  const truth = Array.from(labels, (_, i) => pixels.subarray(i * size, (i + 1) * size));
  const found = candidates.map(({ picture }) => picture);
  const matches = matchPictures(truth, found);
  const one = batch.count === 1 ? reconstructOne(update, layer) : undefined;
  const bias = layout[layout.length - 1];
  const counts = labelsFromBias({
    slopes: update.subarray(bias.offset, bias.offset + bias.size),
    batchSize: batch.count,
    isScaled: (privacy.clip ?? 0) > 0,
  });
  return {
    candidates,
    matches,
    share: shareRecovered(matches),
    ...(one && { together: { picture: one, correlation: correlation(one, truth[0]) } }),
    counts,
    labelShare: shareOfLabels(counts, labels),
  };
}
