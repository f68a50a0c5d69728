import { describe, expect, test } from "vitest";
import { stopper } from "./stop";

/** A stopper whose closing takes until `finish`, with its exit codes and reports. */
function closing() {
  const clock = { now: 5_000 };
  const exits: number[] = [];
  const said: string[] = [];
  let finish: (problem?: Error) => void = () => {};
  const closed = new Promise<void>((resolve, reject) => {
    finish = (problem) => (problem === undefined ? resolve() : reject(problem));
  });
  const stop = stopper({
    close: () => closed,
    exit: (code) => exits.push(code),
    report: (line) => said.push(line),
    now: () => clock.now,
  });
  return { stop, clock, exits, said, finish: (problem?: Error) => finish(problem) };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("stopper", () => {
  test("closes in order when one press arrives three times", async () => {
    const { stop, clock, exits, finish } = closing();
    stop();
    stop();
    clock.now += 300;
    stop();
    expect(exits).toEqual([]);
    finish();
    await settled();
    expect(exits).toEqual([0]);
  });

  test("exits at once at a second press", () => {
    const { stop, clock, exits } = closing();
    stop();
    clock.now += 1_500;
    stop();
    expect(exits).toEqual([1]);
  });

  test("reports why closing failed and exits with 1", async () => {
    const { stop, exits, said, finish } = closing();
    stop();
    finish(new Error("the disk is full"));
    await settled();
    expect({ exits, said }).toEqual({ exits: [1], said: ["the disk is full"] });
  });
});
