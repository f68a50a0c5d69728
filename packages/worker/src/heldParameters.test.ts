import { encodeVectors } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { HeldParameters } from "./heldParameters";
import { task } from "./session.cases";

const whole = (...values: number[]) => encodeVectors(values.map((value) => Float32Array.of(value)));
const steps = (...values: number[]) =>
  encodeVectors(
    values.map((value) => Float32Array.of(value)),
    "int8",
  );
const plain = (vectors: ReadonlyMap<number, Float32Array> | undefined) =>
  vectors && Object.fromEntries([...vectors].map(([arm, [value]]) => [arm, value]));
const from = (base: number) => ({ codec: "int8", base });

describe("HeldParameters", () => {
  test("adds steps to the round before, arm by arm, also when an arm has gone", () => {
    const held = new HeldParameters();
    held.take({ ...task(0), arms: [0, 2] }, whole(1, 10));
    expect(plain(held.take({ ...task(1), arms: [0, 2], parameters: from(0) }, steps(127, -127)))).toEqual({
      0: 128,
      2: -117,
    });
    expect(plain(held.take({ ...task(2), arms: [2], parameters: from(1) }, steps(127)))).toEqual({ 2: 10 });
  });

  test("the sum is rounded to float32", () => {
    const held = new HeldParameters();
    held.take(task(0), whole(16_777_216));
    // 2²⁴ + 1 is no float32: of the two neighbours, 2²⁴ is even
    expect(plain(held.take({ ...task(1), parameters: from(0) }, steps(1)))).toEqual({ 0: 16_777_216 });
  });

  test("is undefined without the round before, of another run or for a new arm; whole parameters always count", () => {
    const held = new HeldParameters();
    const step = (round: number, change: object = {}) =>
      held.take({ ...task(round), parameters: from(round - 1), ...change }, steps(127));
    expect(step(1)).toBeUndefined();
    held.take(task(3), whole(1));
    expect(step(6)).toBeUndefined();
    held.take(task(3), whole(1));
    expect(step(4, { run: "b" })).toBeUndefined();
    held.take(task(3), whole(1));
    expect(step(4, { arms: [1] })).toBeUndefined();
    expect(plain(held.take(task(4), whole(2)))).toEqual({ 0: 2 });
    expect(plain(step(5))).toEqual({ 0: 129 });
  });
});
