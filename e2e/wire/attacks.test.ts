import { decodeVectors } from "@honest-majority/protocol";
import { afterEach, describe, expect, test } from "vitest";
import type { ForeignWorker } from "../src/coordinator/foreignWorker";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
afterEach(() => local.close());

const constant = (c: number) => (parameters: Float32Array) => new Float32Array(parameters.length).fill(c);
const quiet = { misbehave: () => [] };
const finished = () =>
  expect.poll(async () => (await local.record()).state.phase, { timeout: 20_000 }).toBe("finished");
const rounds = async () => (await local.record(local.coordinator.instructorToken)).rounds;

/** The first value of each arm's vector, once they have come. */
async function sentTo(worker: ForeignWorker): Promise<number[]> {
  await expect.poll(() => worker.attacks.length, { timeout: 10_000 }).toBe(1);
  const [{ header, bytes }] = worker.attacks;
  return decodeVectors(bytes, { ...header, count: header.arms.length, length: header.dim }).map(
    ([first]) => first,
  );
}

describe("attacks over the wire", () => {
  test("each attacker receives the vectors of its attack, and those of one attack the same ones", async () => {
    local = await startLocalCoordinator({ rounds: 1, workers: 6, f: 2, arms: ["mean", "coordinateMedian"] });
    await local.worker({ update: constant(1) });
    await local.worker({ update: constant(5) });
    const play = async (attack: object) => {
      const worker = await local.worker(quiet);
      const answer = await worker.socket.emitWithAck("worker:flip", {
        role: { kind: "malicious", attack: attack as { kind: "minSum"; perturbation: "sign" } },
      });
      expect(answer).toEqual({ ok: true });
      return worker;
    };
    const mimic = await play({ kind: "mimic", worker: 1 });
    const minSum = await play({ kind: "minSum", perturbation: "sign" });
    const twin = await play({ kind: "minSum", perturbation: "sign" });
    const optimized = await play({ kind: "optimizedFoe" });
    await (await local.dashboard()).emitWithAck("run:start");

    // the second honest worker's 5, for each arm
    expect(await sentTo(mimic)).toEqual([5, 5]);
    // mean 3; S = 16d, V = 8d, ‖p‖² = d for p = −sign(mean): γ = √(8d / 2d) = 2
    expect(await sentTo(minSum)).toEqual([expect.closeTo(1, 5), expect.closeTo(1, 5)]);
    expect(await sentTo(twin)).toEqual(await sentTo(minSum));
    expect(twin.attacks[0].header).toEqual(minSum.attacks[0].header);
    // four of six rows are equal: against the mean, and with that majority, a stronger attack always does more
    const strongest = Math.fround(-3 * (2 ** 19 - 1));
    expect(await sentTo(optimized)).toEqual([strongest, strongest]);
  });

  test("a silent attacker makes the round wait for its deadline, and the run continues", async () => {
    local = await startLocalCoordinator({ rounds: 2, workers: 3, f: 1, roundDeadlineMs: 400 });
    await local.worker({ update: constant(1) });
    await local.worker({ update: constant(3) });
    await local.worker(quiet);
    await (await local.dashboard()).emitWithAck("run:start");
    await finished();
    expect((await rounds()).map(({ closedBy, arms }) => [closedBy, arms[0].outcome])).toEqual([
      ["deadline", "stepped"],
      ["deadline", "stepped"],
    ]);
  });

  test("a late attacker's update is answered as late, and is left out", async () => {
    local = await startLocalCoordinator({ rounds: 2, workers: 3, f: 1, roundDeadlineMs: 400 });
    const honest = await local.worker({ update: constant(1) });
    await local.worker({ update: constant(3) });
    const late = await local.worker({
      update: constant(1000),
      misbehave: async (sending) => {
        await new Promise((wake) => setTimeout(wake, 600));
        return [sending];
      },
    });
    await (await local.dashboard()).emitWithAck("run:start");
    await finished();
    await expect.poll(() => late.answers.length, { timeout: 10_000 }).toBe(4); // two arms, two rounds
    expect(late.answers.map((answer) => !answer.ok && answer.code)).toEqual(new Array(4).fill("late"));
    expect(honest.answers.every(({ ok }) => ok)).toBe(true);
    // the mean of 1 and 3 in each of the 7850 coordinates
    for (const { arms } of await rounds()) expect(arms[0].aggregateNorm).toBeCloseTo(2 * Math.sqrt(7850), 2);
  });
});
