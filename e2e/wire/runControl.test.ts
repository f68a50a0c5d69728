import type { Answer } from "@honest-majority/protocol";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { joinForeignWorker } from "../src/coordinator/foreignWorker";
import { watchAsInstructor } from "../src/coordinator/instructor";
import { launchCoordinator } from "../src/coordinator/launch";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

/** What a worker was sent, by round and arm; its updates move the arms apart: 0.01 for the first, 0.02 for the second … */
function watcher() {
  const seen = new Map<string, Float32Array>();
  const update = (parameters: Float32Array, { round, arm }: { round: number; arm: number }) => {
    seen.set(`${round}/${arm}`, parameters);
    return new Float32Array(parameters.length).fill(0.01 * (arm + 1));
  };
  return { seen, update };
}
const krum = { aggregator: "krum" } as const;

describe("arm:add over the wire", () => {
  let local: LocalCoordinator;
  afterEach(() => local.close());

  test("the compute thread takes the arm into the next round, from the parameters of the arm named", async () => {
    local = await startLocalCoordinator({ rounds: 9 });
    const { seen, update } = watcher();
    for (let i = 0; i < 3; i++) await local.worker({ update });
    const dashboard = await local.dashboard();
    const step = async (round: number) => {
      expect(await dashboard.emitWithAck("run:step")).toEqual({ ok: true });
      await expect.poll(async () => (await local.record()).state).toEqual({ phase: "paused", round });
    };
    await step(1);
    await step(2);
    const added = await dashboard.emitWithAck("arm:add", { arm: krum, from: "coordinateMedian" });
    expect(added).toMatchObject({ ok: true });
    await step(3);
    expect(seen.get("2/2")).toEqual(seen.get("2/1"));
    expect(seen.get("2/2")).not.toEqual(seen.get("2/0"));
    await step(4);
    // η = 0.3, and the third arm's updates are 0.03
    const [before, after] = [seen.get("2/2")?.[7] ?? Number.NaN, seen.get("3/2")?.[7] ?? Number.NaN];
    expect(before - after).toBeCloseTo(0.009, 5);
    const { rounds } = await local.record();
    expect(rounds.map(({ arms }) => arms.length)).toEqual([2, 2, 3, 3]);
    expect(rounds[2].events).toContainEqual({ kind: "arm-added", arm: "krum", from: "coordinateMedian" });
    const refused = await dashboard.emitWithAck("arm:add", { arm: krum });
    expect(refused).toMatchObject({ ok: false, code: "bad-config" });
  });

  test("only the instructor may add an arm or run again", async () => {
    local = await startLocalCoordinator({ rounds: 2 });
    const watching = await local.dashboard(null);
    const refused: Partial<Answer> = { ok: false, code: "not-allowed" };
    expect(await watching.emitWithAck("arm:add", { arm: krum })).toMatchObject(refused);
    expect(await watching.emitWithAck("run:again", {})).toMatchObject(refused);
  });
});

test("an added arm and a run that is to start again survive a coordinator that is killed after its answer", async () => {
  const coordinator = await launchCoordinator({
    config: { model: "softmax", workers: 2, f: 0, rounds: 4, evaluateEvery: 1000, arms: ["mean"] },
    args: ["--host", "127.0.0.1"],
  });
  onTestFinished(() => coordinator.stop());
  const { url, room, token } = coordinator;
  const { seen, update } = watcher();
  const workers = await Promise.all([0, 1].map(() => joinForeignWorker({ url, room, update })));
  onTestFinished(() => {
    for (const worker of workers) worker.close();
  });
  const instructor = await watchAsInstructor({ url, token });
  onTestFinished(() => instructor.close());
  const kill = async () => {
    await coordinator.kill("SIGKILL");
    await coordinator.restart();
  };

  await instructor.command("step");
  await instructor.until(() => instructor.state.phase === "paused", "the first step is done");
  expect(await instructor.socket.emitWithAck("arm:add", { arm: krum })).toMatchObject({ ok: true });
  await kill();
  // a command that is sent before the connection watches the room again is refused
  await expect.poll(() => instructor.command("start"), { timeout: 30_000 }).toEqual({ ok: true });
  await instructor.until(() => instructor.state.phase === "finished", "the run came to its end");
  expect(seen.get("1/1")).toEqual(seen.get("1/0"));
  expect(instructor.rounds.map(({ arms }) => arms.map(({ label }) => label))).toEqual([
    ["mean"],
    ...new Array(3).fill(["mean", "krum"]),
  ]);
  expect(instructor.rounds[1].events).toContainEqual({ kind: "arm-added", arm: "krum", from: "mean" });

  const first = workers[0].assignment.run;
  expect(await instructor.socket.emitWithAck("run:again", {})).toEqual({ ok: true });
  await kill();
  await instructor.until(
    () => workers[0].assignment.run !== first && instructor.state.phase === "finished",
    "the new run came to its end",
  );
  expect(instructor.rounds.map(({ round, arms }) => [round, arms.length])).toEqual([
    [0, 2],
    [1, 2],
    [2, 2],
    [3, 2],
  ]);
}, 90_000);
