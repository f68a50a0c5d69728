/** What the coordinator can compute from the update that this worker sent last. Pure. */
import { batchPicker, parameterLayout, seedOf, subset } from "@honest-majority/learning";
import {
  gradientBetween,
  isRecovered,
  matchPictures,
  pictureLayer,
  reconstruct,
  shareRecovered,
} from "@honest-majority/learning/privacy";
import type { LastSent } from "@honest-majority/worker";
import { asBytes } from "./asBytes";
import type { GivenAway } from "./messages";

/** Undefined for a model that does not begin with a dense layer: there it takes another way. */
export function givenAway(sent: LastSent): GivenAway | undefined {
  const { training, workerIndex, examples, round, vector, before } = sent;
  const { model, batchSize, localSteps, algorithm } = training;
  const { height, width, channels, classes } = examples;
  const size = height * width * channels;
  const layer = pictureLayer(parameterLayout(model, examples, classes), size);
  if (layer === undefined) return undefined;
  const gradient = before === undefined ? vector : gradientBetween(before, vector, algorithm.momentum);
  const found = reconstruct(gradient, layer).map(({ picture }) => picture);
  const pick = batchPicker({
    seed: seedOf("batches", training),
    workerIndex,
    batchSize,
    count: examples.count,
  });
  const places = Array.from({ length: localSteps }, (_, k) => round * localSteps + k);
  const chosen = places.flatMap((place) => [...pick(place)]);
  const { pixels, labels } = subset(examples, chosen);
  const truth = chosen.map((_, i) => pixels.slice(i * size, (i + 1) * size));
  const matches = matchPictures(truth, found);
  return {
    round,
    height,
    width,
    channels,
    share: shareRecovered(matches),
    pictures: truth.map((pixels, i) => {
      const match = matches[i];
      return {
        label: labels[i],
        pixels,
        ...(match !== undefined && {
          found: {
            pixels: asBytes(found[match.candidate]),
            correlation: match.correlation,
            isRecovered: isRecovered(match),
          },
        }),
      };
    }),
  };
}
