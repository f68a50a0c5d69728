import { expect, test } from "vitest";
import { type Profile, sharesByKind } from "./shares";

const NODES: [string, string][] = [
  ["(idle)", ""],
  ["(garbage collector)", ""],
  ["unmask", "file:///r/node_modules/ws/lib/buffer-util.js"],
  ["getInfo", "file:///r/node_modules/ws/lib/receiver.js"],
  ["parse", "file:///r/node_modules/zod/v4/core/parse.js"],
  ["takeUpdate", "file:///r/packages/conductor/src/takeUpdate.ts"],
  ["writeGeneric", "node:internal/stream_base_commons"],
  ["postMessage", ""],
];

/** `times[i]`: microseconds in node i. */
function profileOf(times: readonly number[]): Profile {
  return {
    nodes: NODES.map(([functionName, url], id) => ({ id, callFrame: { functionName, url } })),
    samples: times.map((_, id) => id),
    timeDeltas: [...times],
  };
}

test("counts each kind's own time, as a share of the time that is not idle", () => {
  // 100 busy microseconds of 1,000
  expect(sharesByKind(profileOf([900, 30, 25, 10, 5, 15, 8, 7]))).toEqual([
    { kind: "ws", share: 0.35 },
    { kind: "garbage collection", share: 0.3 },
    { kind: "packages/conductor", share: 0.15 },
    { kind: "Node", share: 0.08 },
    { kind: "postMessage()", share: 0.07 },
    { kind: "zod", share: 0.05 },
  ]);
});

test("sums up kinds that are too small to be told apart", () => {
  const shares = sharesByKind(profileOf([0, 90, 0, 4, 4, 2, 0, 0]), 0.05);
  expect(shares.map(({ kind }) => kind)).toEqual(["garbage collection", "other"]);
  expect(shares[1].share).toBeCloseTo(0.1, 12);
});
