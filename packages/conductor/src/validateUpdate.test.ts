import { encodeVectors } from "@honest-majority/protocol";
import { advance, type Round, runMachine } from "@honest-majority/rounds";
import { describe, expect, test } from "vitest";
import { validateUpdate } from "./validateUpdate";

function openedRound(): Round {
  const machine = advance(runMachine({ rounds: 9, arms: 2, quorum: 1 }), {
    type: "ready",
    workers: ["ada", "ben"],
  });
  const [effect] = advance(machine.machine, { type: "start" }).effects;
  if (effect.type !== "open") throw new Error("the start must open a round");
  return effect.round;
}
const header = {
  run: "r1",
  round: 0,
  arm: 1,
  dim: 3,
  codec: "float32" as const,
  trainLoss: 2.3,
  computeMs: 5,
};
const bytes = encodeVectors([Float32Array.of(1, -2, 0.5)]);
const open = (change: Partial<Parameters<typeof validateUpdate>[0]>) =>
  validateUpdate({
    run: "r1",
    dim: 3,
    round: openedRound(),
    upcoming: 0,
    worker: "ada",
    header,
    bytes,
    ...change,
  });

describe("validateUpdate", () => {
  test("returns the vector that was sent", () => {
    const opened = open({});
    expect(opened.ok && [...opened.vector]).toEqual([1, -2, 0.5]);
  });

  test("reads bytes at any offset of a larger buffer", () => {
    const larger = new Uint8Array(16);
    larger.set(bytes, 3);
    const opened = open({ bytes: larger.subarray(3, 15) });
    expect(opened.ok && [...opened.vector]).toEqual([1, -2, 0.5]);
  });

  test.each([
    ["another run", { header: { ...header, run: "r0" } }, "wrong-run", "the run is r1"],
    [
      "a later round",
      { header: { ...header, round: 7 } },
      "wrong-round",
      "round 0 is open, the update is for round 7",
    ],
    ["no open round", { round: undefined }, "wrong-round", "no round is open"],
    [
      "an earlier round while another is open",
      { round: { ...openedRound(), round: 3 }, upcoming: 3 },
      "late",
      "round 0 had closed when the update came",
    ],
    ["a round that has just closed", { round: undefined, upcoming: 1 }, "late", "it is no fault"],
    ["a worker that is not invited", { worker: "cleo" }, "not-invited", "opened without this worker"],
    ["an unknown arm", { header: { ...header, arm: 2 } }, "wrong-arm", "trains arms 0, 1"],
    [
      "another dimension",
      { header: { ...header, dim: 4 } },
      "wrong-dimension",
      "has 3 parameters, the update claims 4",
    ],
    ["short bytes", { bytes: bytes.subarray(1) }, "wrong-bytes", "take 12 bytes, 11 came"],
    ["long bytes", { bytes: new Uint8Array(13) }, "wrong-bytes", "take 12 bytes, 13 came"],
    ["NaN", { bytes: encodeVectors([Float32Array.of(1, Number.NaN, 0)]) }, "not-finite", "value 1 is NaN"],
    [
      "NaN in int8",
      {
        header: { ...header, codec: "int8" },
        bytes: encodeVectors([Float32Array.of(1, Number.NaN, 0)], "int8"),
      },
      "not-finite",
      "value 0 is NaN",
    ],
    [
      "Infinity",
      { bytes: encodeVectors([Float32Array.of(1, 0, -1e39)]) },
      "not-finite",
      "value 2 is -Infinity",
    ],
  ])("refuses %s with a code and a sentence", (_, change, code, sentence) => {
    const refused = open(change);
    expect(refused).toMatchObject({ ok: false, code });
    expect(!refused.ok && refused.detail).toContain(sentence);
  });

  test("refuses a second update for the same arm", () => {
    const machine = advance(runMachine({ rounds: 9, arms: 2, quorum: 1 }), {
      type: "ready",
      workers: ["ada", "ben"],
    });
    const started = advance(machine.machine, { type: "start" }).machine;
    const { run } = advance(started, {
      type: "answered",
      worker: "ada",
      arm: 1,
      answered: "counted",
    }).machine;
    if (run.phase !== "running" || run.work.kind !== "collecting")
      throw new Error("the round must still be open");
    expect(open({ round: run.work.round })).toMatchObject({ ok: false, code: "duplicate" });
  });
});
