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

/** A shard's bytes, made as they are read: many workers load theirs at once, and some read slowly. */
export interface ShardStream {
  bytes: number;
  pieces: () => Iterable<Uint8Array>;
}

const PIECE_BYTES = 65_536;

/** n label bytes, then n·h·w·c pixel bytes. */
export function shardStream(
  place: number,
  {
    config,
    prepared: { shards, train },
  }: { config: RunConfig; prepared: Pick<PreparedRun, "shards" | "train"> },
): ShardStream {
  const shard = shards[shardIndex(place, config)];
  const { pixels, labels, height, width, channels } = train;
  const size = height * width * channels;
  return {
    bytes: shard.length * (1 + size),
    *pieces() {
      for (const examples of parts(shard, PIECE_BYTES))
        yield Uint8Array.from(examples, (example) => labels[example]);
      for (const examples of parts(shard, Math.max(1, Math.floor(PIECE_BYTES / size)))) {
        const piece = new Uint8Array(examples.length * size);
        examples.forEach((example, i) => {
          piece.set(pixels.subarray(example * size, (example + 1) * size), i * size);
        });
        yield piece;
      }
    },
  };
}

/** For who gets it in one message. */
export function wholeShard({ bytes, pieces }: ShardStream): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces()) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function* parts(list: Uint32Array, most: number): Iterable<Uint32Array> {
  for (let at = 0; at < list.length; at += most) yield list.subarray(at, at + most);
}
