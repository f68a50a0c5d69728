import { encodeVectors } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { joined, parameter, setUp, task } from "./session.cases";

const drawing = (label: number, pixel: number) => ({ label, pixels: Uint8Array.of(pixel) });

describe("draw", () => {
  test("drawings that were made before the run are put into the shard as soon as it is loaded", async () => {
    const { session, shown, view } = setUp();
    session.draw([drawing(1, 200)]);
    expect(shown).toEqual([]);
    await session.joined(joined("a"));
    expect(shown).toEqual([{ pixels: [0, 200, 2, 3], labels: [0, 1, 0, 1], drawn: [1] }]);
    expect(view().drawn).toBe(1);
  });

  test("drawings change the shard between two rounds of a run, and the momentum goes on", async () => {
    const { session, shown, values, view } = setUp();
    await session.joined(joined("a"));
    await session.open(task(0), parameter(4));
    session.draw([drawing(0, 200)]);
    await session.open(task(1), parameter(8));
    expect(values()).toEqual([4, 6]); // ½·4 + ½·8
    expect(shown.at(-1)).toEqual({ pixels: [200, 1, 2, 3], labels: [0, 1, 0, 1], drawn: [0] });
    session.draw([]);
    expect(shown.at(-1)).toEqual({ pixels: [0, 1, 2, 3], labels: [0, 1, 0, 1], drawn: [] });
    expect(view().drawn).toBe(0);
  });

  test("drawings are in the shard of the next run too", async () => {
    const { session, shown } = setUp();
    await session.joined(joined("a"));
    session.draw([drawing(0, 200)]);
    await session.joined(joined("b"));
    expect(shown.at(-1)?.drawn).toEqual([0]);
  });
});

describe("models", () => {
  const two = (a: number, b: number) => encodeVectors([Float32Array.of(a), Float32Array.of(b)]);

  test("models returns the parameters of the last round that the worker trained for, with the arms' labels", async () => {
    const { session } = setUp();
    await session.joined(joined("a"));
    expect(session.models()).toBeUndefined();
    await session.open({ ...task(0), arms: [0, 2], labels: ["mean", "krum"] }, two(3, 5));
    expect(session.models()).toEqual({
      run: "a",
      round: 0,
      live: [
        { label: "mean", parameters: Float32Array.of(3) },
        { label: "krum", parameters: Float32Array.of(5) },
      ],
      diverged: [],
    });
  });

  test("models lists an arm that is no longer live as diverged, until the next run", async () => {
    const { session } = setUp();
    await session.joined(joined("a"));
    await session.open({ ...task(0), arms: [0, 2], labels: ["mean", "krum"] }, two(3, 5));
    await session.open({ ...task(1), arms: [2], labels: ["krum"] }, parameter(7));
    expect(session.models()).toMatchObject({ round: 1, diverged: ["mean"] });
    await session.joined(joined("b"));
    expect(session.models()).toBeUndefined();
    await session.open({ ...task(0, undefined, "b"), labels: ["krum"] }, parameter(1));
    expect(session.models()?.diverged).toEqual([]);
  });

  test("the view's round names the role that the worker plays in it", async () => {
    const { session, view } = setUp();
    await session.joined(joined("a"));
    await session.open(task(0), parameter(1));
    expect(view().round).toMatchObject({ round: 0, role: "honest" });
  });
});
