import type { RunConfigInput } from "@honest-majority/protocol";
import { afterEach, describe, expect, test } from "vitest";
import { type ForeignWorkerOptions, joinForeignWorker } from "../src/coordinator/foreignWorker";
import { type Instructor, watchAsInstructor } from "../src/coordinator/instructor";
import { type CoordinatorProcess, launchCoordinator } from "../src/coordinator/launch";
import { startLocalCoordinator } from "../src/coordinator/local";

const CONFIG: RunConfigInput = {
  model: "softmax",
  workers: 2,
  arms: ["mean"],
  f: 0,
  rounds: 1000,
  evaluateEvery: 1000,
  roundDeadlineMs: 2000,
};
let room: { url: string; room: string; token: string };
let instructor: Instructor;
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function watch(opened: typeof room) {
  room = opened;
  instructor = await watchAsInstructor(room);
  closing.push(instructor.close);
}

async function openHere() {
  const local = await startLocalCoordinator(CONFIG);
  closing.push(local.close);
  await watch({ url: local.url, room: local.room, token: local.coordinator.instructorToken });
}

/** Starts a coordinator as a child process. */
async function openApart(): Promise<CoordinatorProcess> {
  const coordinator = await launchCoordinator({ config: CONFIG });
  closing.push(coordinator.stop);
  await watch(coordinator);
  return coordinator;
}

async function join(options: Partial<ForeignWorkerOptions> = {}) {
  const worker = await joinForeignWorker({ url: room.url, room: room.room, ...options });
  closing.push(worker.close);
  return worker;
}

describe("joinForeignWorker", () => {
  test("a worker that knows only the protocol joins, fetches its shard, trains and receives verdicts", async () => {
    await openHere();
    const seen: number[] = [];
    const worker = await join({
      join: { name: "Ada" },
      update: (parameters, { arm }) => {
        seen.push(arm);
        return parameters.map(() => 1e-3);
      },
    });
    const other = await join();
    const { examples, height, width, channels } = worker.assignment.shard;
    expect(worker.joined.worker.name).toBe("Ada");
    expect(worker.shard.labels).toHaveLength(examples);
    expect(worker.shard.pixels).toHaveLength(examples * height * width * channels);

    expect(await instructor.command("start")).toMatchObject({ ok: true });
    await instructor.until(() => instructor.rounds.length >= 3, "three rounds have closed");
    expect(instructor.rounds[0]).toMatchObject({ closedBy: "all-in", arms: [{ counted: 2 }] });
    expect(instructor.rounds[0].arms[0].aggregateNorm).toBeCloseTo(5e-4 * Math.sqrt(7850), 6); // mean of 1e-3 and 0
    expect(seen.slice(0, 3)).toEqual([0, 0, 0]);
    expect(worker.answers.slice(0, 3)).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(worker.closed[0]).toMatchObject({ round: 0, verdicts: [{ kept: expect.any(Number) }] });
    expect(other.refusals).toEqual([]);
  });

  test("a misbehaving worker is refused with a code, and the round closes", async () => {
    await openHere();
    const twice = await join({ misbehave: (honest) => [honest, honest] });
    const silent = await join({ misbehave: () => [] });
    await instructor.command("step");
    await instructor.until(() => instructor.rounds.length >= 1, "the deadline has closed the round");
    expect(twice.answers).toEqual([{ ok: true }, expect.objectContaining({ ok: false, code: "duplicate" })]);
    expect(silent.answers).toEqual([]);
    expect(instructor.rounds[0]).toMatchObject({ closedBy: "deadline", arms: [{ counted: 1 }] });
  });

  test("joining with a wrong protocol version is refused with its code", async () => {
    await openHere();
    await expect(join({ join: { protocol: 99 } })).rejects.toThrow(/^wrong-version: /);
  });

  test("the coordinator process ends on SIGTERM while workers are connected", async () => {
    const coordinator = await openApart();
    await join();
    await instructor.command("start");
    await coordinator.kill("SIGTERM"); // rejects after ten seconds
  });
});
