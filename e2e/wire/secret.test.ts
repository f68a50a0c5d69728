/**
 * In a secret run, all that others receive before the reveal must depend on what the workers send and not on their roles: it
 * is the same if honest workers send the same.
 */
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  changedWorkers,
  PROTOCOL_VERSION,
  type Role,
  type RunConfigInput,
  type VotesView,
  type WorkersChange,
  type WorkerView,
} from "@honest-majority/protocol";
import { afterEach, describe, expect, test } from "vitest";
import type { ForeignWorkerOptions } from "../src/coordinator/foreignWorker";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
afterEach(() => local?.close());

const WORKERS = 5;
const ATTACKED = [1, 3];
/** The preset is public, so its name may be received. */
const PRESET = "signFlip";
const SECRET: RunConfigInput = {
  workers: WORKERS,
  f: 2,
  quorum: 1,
  rounds: 2,
  secret: true,
  attack: PRESET,
  arms: ["mean", "coordinateMedian"],
};

const constant = (c: number) => (parameters: Float32Array) => new Float32Array(parameters.length).fill(c);

type Behaviour = Pick<ForeignWorkerOptions, "update" | "misbehave">;
const GOOD: Behaviour = { update: constant(1) };

const TIMES = new Set(["openedAt", "closedAt", "timeLeftMs", "aggregateMs", "lagMs"]);

/** Plays a run, and returns what the first worker, a dashboard without token and HTTP requests received. */
async function messagesReceived(
  behaviour: Behaviour,
  role: Role | undefined,
  config: RunConfigInput = {},
): Promise<Set<string>> {
  local = await startLocalCoordinator({ ...SECRET, ...config });
  const received: [string, ...unknown[]][] = [];
  const watcher = await local.dashboard(null);
  const changes: WorkersChange[] = [];
  watcher.on("workers:changed", (change) => changes.push(change));
  const instructor = await local.dashboard();
  const ids: string[] = [];
  let voter: Awaited<ReturnType<LocalCoordinator["worker"]>> | undefined;
  for (let i = 0; i < WORKERS; i++) {
    const worker = await local.worker({
      ...(ATTACKED.includes(i) ? behaviour : GOOD),
      join: { votes: i === 0 },
    });
    voter ??= worker;
    ids.push(worker.joined.worker.id);
    if (i === 0) worker.socket.onAny((event, ...args) => received.push([`worker ${event}`, ...args]));
  }
  watcher.onAny((event, ...args) => received.push([event, ...args]));
  if (role !== undefined) {
    const who = { workers: ATTACKED.map((i) => ids[i]) };
    expect(await instructor.emitWithAck("workers:flip", { who, role })).toEqual({ ok: true, flipped: 2 });
  }
  await instructor.emitWithAck("run:start");
  await expect.poll(async () => (await local.record()).state.phase, { timeout: 20_000 }).toBe("finished");
  expect(await instructor.emitWithAck("vote:open", { who: true })).toEqual({ ok: true });
  await expect.poll(() => received.filter(([event]) => event === "votes:changed").length).toBe(1);
  const opened = received.findLast(([event]) => event === "votes:changed")?.[1] as VotesView;
  const vote = { vote: opened.ballot?.id ?? "", option: 1 };
  expect(await voter?.socket.emitWithAck("vote:cast", vote)).toEqual({ ok: true });
  await sleep(300); // the last throttled messages
  const answer = await watcher.emitWithAck("room:watch", { protocol: PROTOCOL_VERSION, room: local.room });
  received.push(["watching", answer], ["record", await local.record()]);
  received.push(["room", await (await fetch(`${local.url}/api/rooms/${local.room}`)).json()]);

  const { run } = answer.ok ? answer : { run: "" };
  const names = new Map([
    ...ids.map((id, i) => [id, `W${i}`] as const),
    [run, "RUN"],
    [local.room, "ROOM"],
    [vote.vote, "VOTE"],
  ]);
  const plain = (key: string, value: unknown) => {
    if (TIMES.has(key)) return 0;
    if (key === "joins" || key === "datasets") return [];
    if (key === "data") return createHash("sha256").update(`${value}`).digest("hex"); // bytes
    return typeof value === "string" ? (names.get(value) ?? value) : value;
  };
  // the number of throttled messages depends on time; what they make of the workers does not
  const seen = changes
    .reduce<WorkerView[]>(changedWorkers, [])
    .map((worker) => Object.entries(worker).sort(([a], [b]) => (a < b ? -1 : 1)));
  const warned = changes.findLast(({ warnings }) => warnings !== undefined)?.warnings ?? [];
  const last = received.filter(([event]) => event !== "workers:changed");
  return new Set(
    [...last, ["workers:changed", seen.map(Object.fromEntries), warned]].map((message) =>
      JSON.stringify(message, plain),
    ),
  );
}

const ROLE = (attack: Extract<Role, { kind: "malicious" }>["attack"]): Role => ({
  kind: "malicious",
  attack,
});

describe("a secret run", { timeout: 120_000 }, () => {
  const attacks: [string, Role, Behaviour, RunConfigInput?][] = [
    ["bit flip", ROLE({ kind: "bitFlip", factor: 10 }), { update: constant(-10) }],
    [
      "ALIE, whose workers answer last",
      ROLE({ kind: "alie" }),
      {
        misbehave: async (sending) => {
          await sleep(400);
          return [sending];
        },
        update: constant(1),
      },
    ],
    ["silent", ROLE({ kind: "silent" }), { misbehave: () => [] }, { roundDeadlineMs: 600 }],
    [
      "late",
      ROLE({ kind: "late" }),
      {
        misbehave: async (sending) => {
          await sleep(800);
          return [sending];
        },
      },
      { roundDeadlineMs: 600 },
    ],
    ["NaN", ROLE({ kind: "nonFinite", value: "NaN" }), { update: constant(Number.NaN) }],
  ];
  test.each(attacks)(
    "%s: others receive the same as if honest workers had sent the same",
    async (_, role, behaviour, config) => {
      const malicious = await messagesReceived(behaviour, role, config);
      await local.close();
      const honest = await messagesReceived(behaviour, undefined, config);
      expect([...malicious].sort()).toEqual([...honest].sort());
      const text = [...malicious].join("\n");
      expect(text).not.toMatch(
        /malicious|byzantine|flipped|bitFlip|alie|silent|nonFinite|"late"|not-finite|attackers/i,
      );
      expect(text).toContain(PRESET);
      expect(text).toContain('"tallies":[[0,1,0,0,0]]');
      expect(text).toContain('"round":1'); // both rounds were received
    },
  );

  test("others receive the same whether updates are finite or not, and whoever answers last", async () => {
    const good = await messagesReceived(GOOD, undefined);
    await local.close();
    // the mean and the median of equal updates stay when two of them are left out
    const notFinite = await messagesReceived(
      { update: constant(Number.NaN) },
      ROLE({ kind: "nonFinite", value: "NaN" }),
    );
    expect([...notFinite].sort()).toEqual([...good].sort());
  });

  test("others receive nothing when roles change or updates arrive", async () => {
    local = await startLocalCoordinator({ ...SECRET, workers: 3, f: 1, roundDeadlineMs: 60_000 });
    const ada = await local.worker(GOOD);
    const ben = await local.worker(GOOD);
    const slow = await local.worker({ misbehave: () => [] });
    const instructor = await local.dashboard();
    const watcher = await local.dashboard(null);
    await sleep(400); // the last throttled messages
    const received: string[] = [];
    watcher.onAny((event) => received.push(event));
    // it may be given the one malicious role, and then receives its own role
    slow.socket.onAny((event) => event !== "role:changed" && received.push(`worker ${event}`));
    const { id } = ada.joined.worker;
    const role = ROLE({ kind: "zero" });
    const quiet = async (answer: Promise<unknown>) => {
      expect(await answer).toMatchObject({ ok: true });
      await sleep(200); // longer than messages are throttled
      expect(received).toEqual([]);
    };
    await quiet(instructor.emitWithAck("worker:flip", { worker: id, role }));
    await quiet(instructor.emitWithAck("workers:flip", { who: { workers: [id] }, role, from: 7 }));
    await quiet(instructor.emitWithAck("roles:deal", { count: 1 }));
    await quiet(ben.socket.emitWithAck("worker:flip", { role }));
    await instructor.emitWithAck("run:step");
    await expect.poll(() => [ada.answers.length, ben.answers.length]).toEqual([2, 2]);
    await sleep(400);
    const opening = [
      "round:opened",
      "run:changed",
      "worker role:play", // its own, whatever it is
      "worker round:open",
      "worker run:changed",
    ];
    expect(received.sort()).toEqual(opening);
    // what others may see is still shown
    await ben.socket.emitWithAck("worker:visibility", { hidden: true });
    await expect.poll(() => received.slice(opening.length)).toEqual(["workers:changed"]);
  });

  test("a run that becomes secret in mid-run is not revealed, although its verdicts were shown", async () => {
    local = await startLocalCoordinator({ ...SECRET, secret: false, workers: 2, f: 0, rounds: 5 });
    const ada = await local.worker(GOOD);
    await local.worker(GOOD);
    const instructor = await local.dashboard();
    const watcher = await local.dashboard(null);
    const { id } = ada.joined.worker;
    await instructor.emitWithAck("worker:flip", { worker: id, role: ROLE({ kind: "zero" }) });
    await instructor.emitWithAck("run:step");
    await expect.poll(async () => (await local.record()).rounds.length).toBe(1);
    await instructor.emitWithAck("class:set", { revealed: true });
    const views: unknown[] = [];
    watcher.on("room:changed", ({ class: { revealed }, workers }) =>
      views.push([revealed, ...workers.map(({ role }) => role?.kind)]),
    );
    const { config } = await local.record();
    const answer = await instructor.emitWithAck("run:configure", { ...config, secret: true });
    expect(answer).toMatchObject({ ok: true });
    await expect.poll(() => views).toEqual([[false, undefined, undefined]]);
    expect((await local.record()).rounds[0]).not.toHaveProperty("stage");
  });

  test("the instructor sees roles and counts; the reveal shows them to everybody and is an event", async () => {
    local = await startLocalCoordinator({ ...SECRET, rounds: 3, workers: 2, f: 0 });
    const bad = await local.worker(GOOD);
    await local.worker(GOOD);
    const instructor = await local.dashboard();
    const watcher = await local.dashboard(null);
    const views: unknown[] = [];
    watcher.on("class:changed", (view) => views.push(view));
    watcher.on("room:changed", (snapshot) => views.push(snapshot.workers.map(({ role }) => role?.kind)));
    const { id } = bad.joined.worker;
    await instructor.emitWithAck("worker:flip", { worker: id, role: ROLE({ kind: "zero" }) });
    await instructor.emitWithAck("run:step");
    const { instructorToken } = local.coordinator;
    await expect.poll(async () => (await local.record()).rounds.length).toBe(1);
    expect((await local.record(instructorToken)).rounds[0]).toMatchObject({
      stage: { byzantine: [id] },
      arms: [{ counted: 2 }, { counted: 2 }],
    });
    expect((await local.record()).rounds[0]).not.toHaveProperty("stage");

    await instructor.emitWithAck("class:set", { revealed: true });
    await expect
      .poll(() => views)
      .toEqual([expect.objectContaining({ revealed: true }), ["malicious", "honest"]]);
    const again = await watcher.emitWithAck("room:watch", { protocol: PROTOCOL_VERSION, room: local.room });
    expect(again.ok && again.rounds[0].stage?.byzantine).toEqual([id]);
    expect((await local.record()).rounds[0]).toMatchObject({ stage: { byzantine: [id] } });
    await instructor.emitWithAck("run:step");
    await expect.poll(async () => (await local.record()).rounds.length).toBe(2);
    expect((await local.record()).rounds[1].events).toContainEqual({ kind: "revealed" });

    await instructor.emitWithAck("run:reset");
    await expect.poll(() => views.at(-1)).toEqual([undefined, undefined]);
  });
});
