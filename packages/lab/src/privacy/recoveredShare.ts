import type { PreparedRun } from "@honest-majority/conductor";
import { batchPicker, parameterLayout, seedOf, subset } from "@honest-majority/learning";
import { matchPictures, pictureLayer, reconstruct, shareRecovered } from "@honest-majority/learning/privacy";
import { type Bytes, bytesAsVectors, type RunConfig, type UpdateHeader } from "@honest-majority/protocol";

/** An update as it went to the coordinator. */
export interface SentUpdate {
  workerIndex: number;
  header: UpdateHeader & { codec: string };
  bytes: Bytes;
  prepared: PreparedRun;
}

/**
 * The share of a batch's pictures that can be computed from an update that an honest worker sent in round 0, where the
 * momentum is the gradient; undefined for a model that does not begin with a dense layer.
 */
export function recoveredShare(
  { workerIndex, header, bytes, prepared: { train, shards } }: SentUpdate,
  config: RunConfig,
): number | undefined {
  const size = train.height * train.width * train.channels;
  const layer = pictureLayer(parameterLayout(config.model, train, train.classes), size);
  if (layer === undefined) return undefined;
  const [update] = bytesAsVectors(bytes, { count: 1, length: header.dim, codec: header.codec });
  const shard = shards[workerIndex];
  const { batchSize } = config;
  const pick = batchPicker({ seed: seedOf("batches", config), workerIndex, batchSize, count: shard.length });
  const chosen = Array.from(pick(0), (place) => shard[place]);
  const { pixels } = subset(train, chosen);
  const truth = chosen.map((_, i) => pixels.subarray(i * size, (i + 1) * size));
  const found = reconstruct(update, layer).map(({ picture }) => picture);
  return shareRecovered(matchPictures(truth, found));
}
