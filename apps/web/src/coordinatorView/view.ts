/** One update of glyphs and drawings, and what the coordinator computes from it. Pure; slow for large batches. */
import type { Drawing, Examples } from "@honest-majority/learning/facts";
import { coordinatorView, glyphs, initialParameters, isRecovered } from "@honest-majority/learning/privacy";
import { stream } from "@honest-majority/random";
import { asBytes } from "../learner/asBytes";
import type { ToViewer, ViewAnswer } from "./request";

export function viewOf({ request, drawings }: Pick<ToViewer, "request" | "drawings">): ViewAnswer {
  const { model, batchSize, clip, noise, seed } = request;
  const batch = batchOf(batchSize, seed, drawings);
  const view = coordinatorView({
    model,
    parameters: initialParameters(model, batch, batch.classes, seed),
    batch,
    privacy: { clip, noise },
    random: stream(seed, "coordinator view"),
  });
  const { height, width, channels } = batch;
  const size = height * width * channels;
  const pictures = view.matches.map((match, i) => ({
    label: batch.labels[i],
    isDrawn: i < drawings.length,
    pixels: batch.pixels.slice(i * size, (i + 1) * size),
    ...(match !== undefined && {
      found: {
        pixels: asBytes(view.candidates[match.candidate].picture),
        correlation: match.correlation,
        isRecovered: isRecovered(match),
      },
    }),
  }));
  const { together, share, counts, labelShare } = view;
  return {
    height,
    width,
    channels,
    pictures,
    share,
    counts,
    labelShare,
    ...(together && { together: { ...together, pixels: asBytes(together.picture) } }),
  };
}

/** So many that the classes of a batch are as uneven as those of random pictures. */
const POOL = 256;

/** Drawings first, then glyphs. */
function batchOf(batchSize: number, seed: number, drawings: readonly Drawing[]): Examples {
  const { train } = glyphs({ seed, train: POOL, test: 0 });
  const size = train.height * train.width * train.channels;
  const pixels = train.pixels.slice(0, batchSize * size);
  const labels = train.labels.slice(0, batchSize);
  for (const [place, drawing] of drawings.slice(0, batchSize).entries()) {
    pixels.set(drawing.pixels, place * size);
    labels[place] = drawing.label;
  }
  return { ...train, count: batchSize, pixels, labels };
}
