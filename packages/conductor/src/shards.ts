/** What a worker trains on: its assignment, its shard, and the bytes of a shard. */

import { type Assignment, longestVectorBytes, type RunConfig, trainingOf } from "@honest-majority/protocol";
import type { PreparedRun } from "./compute";

/** A worker whose place is beyond the number of shards shares another worker's shard. */
export function shardIndex(place: number, config: RunConfig): number {
  return place % config.workers;
}

export function assignmentFor(
  place: number,
  {
    room,
    run,
    config,
    prepared,
    maxMessageBytes,
  }: {
    room: string;
    run: string;
    config: RunConfig;
    prepared: PreparedRun;
    maxMessageBytes: number;
  },
): Assignment {
  const index = shardIndex(place, config);
  const training = trainingOf(config);
  const { height, width, channels, classes } = prepared.train;
  return {
    run,
    training,
    dim: prepared.dim,
    shard: {
      path: `/api/rooms/${room}/shard?run=${encodeURIComponent(run)}`,
      index,
      of: config.workers,
      examples: prepared.shards[index].length,
      height,
      width,
      channels,
      classes,
    },
    maxUpdateBytes: longestVectorBytes(prepared.dim),
    maxMessageBytes,
  };
}

/** n label bytes, then n·h·w·c pixel bytes. */
export function shardBytes(
  place: number,
  { config, prepared }: { config: RunConfig; prepared: PreparedRun },
): Uint8Array<ArrayBuffer> {
  const shard = prepared.shards[shardIndex(place, config)];
  const { pixels, labels, height, width, channels } = prepared.train;
  const size = height * width * channels;
  const bytes = new Uint8Array(shard.length * (1 + size));
  shard.forEach((example, i) => {
    bytes[i] = labels[example];
    bytes.set(pixels.subarray(example * size, (example + 1) * size), shard.length + i * size);
  });
  return bytes;
}
