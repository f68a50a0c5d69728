/** A run in int8, in which rounds bring steps: the coordinator's process is killed in the middle of a round. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Learner } from "@honest-majority/learning";
import { expect, onTestFinished, test } from "vitest";
import { joinForeignWorker } from "../src/coordinator/foreignWorker";
import { watchAsInstructor } from "../src/coordinator/instructor";
import { launchCoordinator } from "../src/coordinator/launch";
import { joinLiveWorker } from "../src/coordinator/liveWorker";

const ROUNDS = 7;
const KILLED_IN = 4;
const ARMS = ["mean", "coordinateMedian"];

/** What a worker held at each opening of each round, by "round arm". */
type Held = Map<string, Float32Array[]>;
const keep = (held: Held, round: number, arm: number, parameters: Float32Array) => {
  const key = `${round} ${arm}`;
  held.set(key, [...(held.get(key) ?? []), parameters.slice()]);
};

/** Depends on every bit of the parameters. */
const wild = (parameters: Float32Array) => parameters.map((w, i) => Math.sin(i * 7 + 1e3 * w));

test("runs the open round again under its number, and ends with the bits of a run without a kill", async () => {
  const coordinator = await launchCoordinator({
    config: {
      model: "softmax",
      codec: "int8",
      workers: 3,
      f: 0,
      arms: ARMS,
      rounds: ROUNDS,
      evaluateEvery: 1_000,
      learningRate: 0.5,
      seed: 16,
    },
    args: ["--host", "127.0.0.1"],
  });
  onTestFinished(() => coordinator.stop());
  const { url, room, token, records } = coordinator;
  /** By run: of our own session, of a client that reads steps, and of one that reads whole parameters. */
  const held = new Map<string, [Held, Held, Held]>();
  let current: [Held, Held, Held] = [new Map(), new Map(), new Map()];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const learner: Learner = {
    async gradients(parameters, round) {
      for (const [arm, vector] of parameters.entries()) keep(current[0], round, arm, vector);
      if (round === KILLED_IN) await released;
      return { own: parameters.map((vector) => ({ gradient: Float32Array.from(wild(vector)), loss: 1 })) };
    },
    dispose() {},
  };
  const own = joinLiveWorker({ url, room, createLearner: () => learner });
  onTestFinished(() => own.worker.hangUp());
  await expect.poll(() => own.view().link.kind, { timeout: 20_000 }).toBe("ready");
  const foreign = (place: 1 | 2, codecs?: string[]) =>
    joinForeignWorker({
      url,
      room,
      join: { codecs },
      update(parameters, { round, arm }) {
        keep(current[place], round, arm, parameters);
        return wild(parameters);
      },
    });
  const [follower, whole] = [await foreign(1, ["int8"]), await foreign(2)];
  onTestFinished(() => follower.close());
  onTestFinished(() => whole.close());
  const instructor = await watchAsInstructor({ url, token });
  onTestFinished(() => instructor.close());

  const ends = async () => {
    await instructor.until(() => instructor.state.phase === "finished", "the run came to its end");
    const { run } = follower.opened.at(-1) ?? { run: "" };
    held.set(run, current);
    const folder = join(records, room, run);
    expect(await readdir(folder)).toContain(`vectors-${ROUNDS}.f32`);
    expect(instructor.rounds.map(({ round, invited }) => [round, invited.length])).toEqual(
      Array.from({ length: ROUNDS }, (_, t) => [t, 3]),
    );
    return readFile(join(folder, `vectors-${ROUNDS}.f32`));
  };

  await instructor.command("start");
  const answered = (KILLED_IN + 1) * ARMS.length;
  await expect.poll(() => follower.answers.length, { timeout: 20_000 }).toBe(answered);
  await instructor.until(() => instructor.rounds.length === KILLED_IN, "the rounds before it are recorded");
  await coordinator.kill("SIGKILL");
  release();
  await coordinator.restart();
  const killed = await ends();
  // the first round after the restart brings whole parameters, so none hangs on what a worker still holds
  expect(follower.opened.map(({ round, parameters }) => [round, parameters.base])).toEqual([
    ...[0, 1, 2, 3, 4].map((t) => [t, t === 0 ? undefined : t - 1]),
    [KILLED_IN, undefined],
    [5, 4],
    [6, 5],
  ]);

  current = [new Map(), new Map(), new Map()];
  expect(await instructor.socket.emitWithAck("run:again", {})).toMatchObject({ ok: true });
  await instructor.until(() => instructor.state.phase !== "finished", "the second run began");
  const undisturbed = await ends();

  const [first, second] = [...held.values()];
  expect(held.size).toBe(2);
  for (const [place, rounds] of first.entries()) {
    for (const [key, each] of rounds) {
      // our own session sends again what it had computed
      expect(each.length, key).toBe(place > 0 && key.startsWith(`${KILLED_IN} `) ? 2 : 1);
      for (const vector of each) expect(vector).toEqual(second[place].get(key)?.[0]);
    }
    expect(rounds.size).toBe(ROUNDS * ARMS.length);
    expect(second[place]).toEqual(second[2]); // the same bits as whole parameters
  }
  expect(second[2].get("1 0")).not.toEqual(second[2].get("0 0"));
  expect(killed.equals(undisturbed)).toBe(true);
}, 60_000);
