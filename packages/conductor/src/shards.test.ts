import { RunConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { shardStream, wholeShard } from "./shards";

const config = RunConfig.parse({ workers: 2 });

function data(count: number, shape = { height: 1, width: 2, channels: 1 }) {
  const size = shape.height * shape.width * shape.channels;
  const train = {
    count,
    classes: 10,
    ...shape,
    labels: Uint8Array.from({ length: count }, (_, i) => i % 10),
    pixels: Uint8Array.from({ length: count * size }, (_, i) => i % 251),
  };
  return { train, shards: [Uint32Array.from(train.labels.keys()), Uint32Array.of(2, 0)] };
}

describe("shardStream", () => {
  test("gives the labels of a place's examples, then their pixels", () => {
    const stream = shardStream(3, { config, prepared: data(4) }); // place 3 of 2 shards: the second
    expect(stream.bytes).toBe(2 * 3);
    expect([...wholeShard(stream)]).toEqual([2, 0, 4, 5, 0, 1]);
  });

  test("gives long shards in pieces of at most 64 KiB, which together are the whole", () => {
    const prepared = data(70_000);
    const stream = shardStream(0, { config, prepared });
    // 70,000 labels take 2 pieces; 140,000 pixel bytes take 3
    expect([...stream.pieces()].map(({ length }) => length)).toEqual([65_536, 4_464, 65_536, 65_536, 8_928]);
    const whole = wholeShard(stream);
    expect(Buffer.compare(whole.subarray(0, 70_000), prepared.train.labels)).toBe(0);
    expect(Buffer.compare(whole.subarray(70_000), prepared.train.pixels)).toBe(0);
  });

  test("an example larger than a piece is a piece of its own", () => {
    const stream = shardStream(0, { config, prepared: data(2, { height: 200, width: 200, channels: 3 }) });
    expect([...stream.pieces()].map(({ length }) => length)).toEqual([2, 120_000, 120_000]);
  });
});
