import { type Answer, encodeVectors, refuse } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { assignment, FLIPPED, HONEST, joined, parameter, setUp, TRAINING, task } from "./session.cases";

describe("createSession", () => {
  test("a worker loads its shard, reports ready, and answers each round with its momentum", async () => {
    const { session, readied, values, view } = setUp();
    await session.joined(joined("a"));
    expect(readied).toEqual(["a"]);
    expect(view().link).toEqual({ kind: "ready" });
    await session.open(task(0), parameter(4));
    await session.open(task(1), parameter(8));
    // u₀ = 4, then ½·4 + ½·8 = 6
    expect(values()).toEqual([4, 6]);
    expect(view().round).toEqual({ round: 1, role: "honest", status: "sent", detail: undefined });
  });

  test("an arm that is added in mid-run starts with a momentum of its own, u = g", async () => {
    const { session, values } = setUp();
    await session.joined(joined("a"));
    await session.open(task(0), parameter(4));
    const both = { ...task(1), arms: [0, 1], labels: ["mean", "krum"] };
    await session.open(both, encodeVectors([Float32Array.of(8), Float32Array.of(8)]));
    await session.open({ ...both, round: 2 }, encodeVectors([Float32Array.of(2), Float32Array.of(2)]));
    // ½·4 + ½·8 = 6 beside u₀ = 8; then ½·6 + ½·2 = 4 and ½·8 + ½·2 = 5
    expect(values()).toEqual([4, 6, 8, 4, 5]);
  });

  test("a worker trains with the assignment's K and the round's η, and its momentum takes one step a round", async () => {
    const { session, steps, values } = setUp();
    await session.joined(joined("a", { training: { ...TRAINING, localSteps: 3 } }));
    await session.open(task(0), parameter(4));
    await session.open({ ...task(1, FLIPPED), learningRate: 0.125 }, parameter(8));
    await session.open(task(2), parameter(2));
    expect(steps).toEqual([0.25, 0.125, 0.25].map((learningRate) => ({ count: 3, learningRate })));
    // u₀ = 4; ½·4 + ½·8 = 6 during the flip; ½·6 + ½·2 = 4
    expect(values()).toEqual([4, -8, 4]);
  });

  test("a round that opens again after a lost connection is answered again, but trained only once", async () => {
    const { session, values, trained } = setUp();
    await session.joined(joined("a"));
    await session.open(task(0), parameter(4));
    await session.joined(joined("a"));
    await session.open(task(0), parameter(4));
    await session.open(task(1), parameter(8));
    expect(values()).toEqual([4, 4, 6]);
    expect(trained()).toBe(2);
  });

  test("rounds that run again, because they could not be recorded, are trained from the momentum before them", async () => {
    const { session, values, trained } = setUp();
    await session.joined(joined("a"));
    for (const round of [0, 1, 2]) await session.open(task(round), parameter(4 * (round + 1)));
    await session.joined(joined("a"));
    await session.open(task(1), parameter(8));
    await session.open(task(2), parameter(12));
    // 4; ½·4 + ½·8 = 6; ½·6 + ½·12 = 9; and the last two again
    expect(values()).toEqual([4, 6, 9, 6, 9]);
    expect(trained()).toBe(5);
  });

  test("says the role of a round while a later one is open", async () => {
    const { session } = setUp();
    await session.joined(joined("a"));
    await session.open(task(0, FLIPPED), parameter(4));
    await session.open(task(1, HONEST), parameter(4));
    expect([0, 1, 2].map((round) => session.roleIn(round))).toEqual(["malicious", "honest", undefined]);
    await session.assigned(assignment("b"));
    expect(session.roleIn(1)).toBeUndefined();
  });

  test("a worker answers only the latest of the rounds that open while it trains", async () => {
    const { session, sent, holdTraining } = setUp();
    await session.joined(joined("a"));
    const release = holdTraining();
    const first = session.open(task(0), parameter(4));
    await session.open(task(1), parameter(4));
    await session.open(task(2), parameter(4));
    release();
    await first;
    expect(sent.map(({ header }) => header.round)).toEqual([2]);
  });

  test("a refusal is shown with the coordinator's sentence, and the next round is answered", async () => {
    const refusals: Answer[] = [refuse("not-finite", "value 0 is NaN")];
    const { session, view, values } = setUp(() => refusals.pop() ?? { ok: true });
    await session.joined(joined("a"));
    await session.open(task(0), parameter(Number.NaN));
    expect(values()).toEqual([Number.NaN]); // sent as it is: the coordinator counts it
    expect(view().round).toEqual({ round: 0, role: "honest", status: "refused", detail: "value 0 is NaN" });
    expect(view().losses).toEqual([null]);
    await session.open(task(1), parameter(1));
    expect(view().round?.status).toBe("sent");
  });

  test("an update that came after its round had closed is shown as late, not as refused", async () => {
    const answers: Answer[] = [refuse("late", "round 0 had closed")];
    const { session, view } = setUp(() => answers.pop() ?? { ok: true });
    await session.joined(joined("a"));
    await session.open(task(0), parameter(1));
    expect(view().round).toEqual({ round: 0, role: "honest", status: "late", detail: "round 0 had closed" });
  });

  test("an update longer than the room accepts is not sent, and the view says so", async () => {
    const { session, values, view } = setUp();
    await session.joined(joined("a", { maxUpdateBytes: 3 }));
    await session.open(task(0), parameter(4));
    expect(values()).toEqual([]);
    expect(view().round?.detail).toBe("an update takes 4 bytes, but this room accepts at most 3");
  });

  test("steps to parameters that it does not hold: it says that it is ready again, and trains when whole ones come", async () => {
    const { session, values, readied } = setUp();
    await session.joined(joined("a"));
    const steps = { ...task(4), parameters: { codec: "int8", base: 3 } };
    await session.open(steps, encodeVectors([Float32Array.of(127)], "int8"));
    expect([values(), readied]).toEqual([[], ["a", "a"]]);
    await session.open(task(5), parameter(2));
    await session.open(
      { ...task(6), parameters: { codec: "int8", base: 5 } },
      encodeVectors([Float32Array.of(127)], "int8"),
    );
    // the gradient is the parameter: u = 2, then (2 + 129) / 2
    expect(values()).toEqual([2, 65.5]);
  });

  test("an update is sent in the codec that the round was opened in", async () => {
    const { session, sent } = setUp();
    await session.joined(joined("a"));
    const half = { codec: "float16", parameters: { codec: "float16" } };
    await session.open({ ...task(0), ...half }, encodeVectors([Float32Array.of(3)], "float16"));
    await session.open(task(1), parameter(3));
    await session.open({ ...task(2), codec: "int8" }, parameter(3));
    expect(sent.map(({ header, value }) => [header.codec, value])).toEqual([
      ["float16", 3],
      ["float32", 3],
      ["int8", 3],
    ]);
  });
});
