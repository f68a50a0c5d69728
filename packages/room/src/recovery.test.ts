/** What open reports of DISCO (github.com/epfml/disco) say of recovery, asked of a class here. */
import { codecNames, decodeVectors, PROTOCOL_VERSION, type RoundTask } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { memoryStore, openClass } from "./openClass.cases";

type Class = Awaited<ReturnType<typeof openClass>>;

/** The invitations of one worker: the round, and the first arm's parameters. */
function invitations({ opened }: Class, worker: string) {
  return opened
    .filter((sent) => sent.worker === worker)
    .map(({ task, parameters }) => ({ round: task.round, parameters: firstArm(task, parameters) }));
}

function firstArm({ arms, dim, codec }: RoundTask, parameters: Parameters<typeof decodeVectors>[0]) {
  return [...decodeVectors(parameters, { count: arms.length, length: dim, codec })[0]];
}

/** A worker that is ready and never answers. */
async function joinMute(room: Class["room"], connection: string) {
  const request = { protocol: PROTOCOL_VERSION, room: "KRUM-1", backend: "test", codecs: codecNames() };
  const joined = await room.join(request, { connection, isThere: () => true });
  if (!joined.ok) throw new Error(joined.detail);
  room.ready(joined.worker.id, joined.assignment.run);
  return joined.worker;
}

/** What the room answers to zeros that a worker sends for the first arm of a round. */
function send({ room }: Class, worker: string, round: number) {
  const { run, dim = 0 } = room.snapshot(true);
  const header = { run, round, arm: 0, dim, codec: "float32", trainLoss: 1, computeMs: 1 } as const;
  return room.takeUpdate(worker, header, new Uint8Array(4 * dim));
}

async function step(klass: Class) {
  const { length } = klass.room.record(true).rounds;
  await klass.room.run.command("step");
  await klass.closed(length + 1);
  await klass.phase("paused");
}

describe("epfml/disco#1219: recovery carries the wrong round, and the client stays stale", () => {
  test("a worker that missed rounds gets the open round's number and parameters, and answers it", async () => {
    const klass = await openClass({ rounds: 9 });
    const ids = [await klass.join(), await klass.join(), await klass.join()];
    const { room } = klass;
    const token = room.kept().workers.find(({ id }) => id === ids[0])?.token;
    await step(klass);
    room.members.disconnected(ids[0]);
    await step(klass);
    await step(klass);
    expect(await klass.join(token)).toBe(ids[0]);
    await step(klass);
    const [back, other] = [ids[0], ids[1]].map((id) => invitations(klass, id).at(-1));
    expect(back?.round).toBe(3);
    expect(back).toEqual(other);
    expect(invitations(klass, ids[0]).map(({ round }) => round)).toEqual([0, 3]);
    expect(room.record(true).rounds[3]).toMatchObject({ round: 3, missing: [] });
  });
});

describe("epfml/disco#1220: a stale contribution is answered with the round before, again and again", () => {
  test("stale updates are late, and the next round that opens is one that the worker may answer", async () => {
    const klass = await openClass({ rounds: 9 });
    const ids = [await klass.join(), await klass.join(), await klass.join()];
    await step(klass);
    for (let i = 0; i < 3; i++) expect(send(klass, ids[0], 0)).toMatchObject({ code: "late" });
    await step(klass);
    expect(invitations(klass, ids[0]).map(({ round }) => round)).toEqual([0, 1]);
    expect(klass.room.record(true).rounds[1]).toMatchObject({ missing: [], refusals: [] });
  });
});

describe("epfml/disco#1220: cached weights are labelled with the round before", () => {
  test("the parameters of a resumed round are those that the same round had before the kill", async () => {
    const store = memoryStore();
    const before = await openClass({ rounds: 9 }, store);
    const ids = [await before.join(), await before.join(), await before.join()];
    await step(before);
    await step(before);
    // killed while round 2 is open: one worker does not answer
    await joinMute(before.room, "mute");
    await before.room.run.command("step");
    const killed = invitations(before, ids[0]).at(-1);
    const kept = structuredClone(store.rooms.get("KRUM-1"));
    const after = await openClass({}, store, kept);
    for (const { token } of kept?.workers.slice(0, 3) ?? []) await after.join(token);
    await step(after);
    expect(killed?.round).toBe(2);
    expect(invitations(after, ids[0])).toEqual([killed]);
    expect(after.room.record(true).rounds.map(({ round }) => round)).toEqual([0, 1, 2]);
  });
});

describe("epfml/disco#1221: the update of a contributor that left closes the round", () => {
  test("a round waits for those who are still here, and counts an update that came before its worker left", async () => {
    const klass = await openClass({ rounds: 9, f: 0 });
    const ids = [await klass.join(), await klass.join()];
    const { room } = klass;
    const mute = await joinMute(room, "mute");
    await room.run.command("step");
    await expect.poll(() => room.run.live.conductor.progress?.arrived).toEqual(ids);
    room.members.leave(ids[0]);
    // two answers are in and two workers are here, but one of these owes an update
    expect(room.run.live.conductor.progress).toMatchObject({ round: 0, invited: [...ids, mute.id] });
    room.members.leave(mute.id);
    await klass.closed(1);
    const [{ arms, missing, closedBy }] = room.record(true).rounds;
    expect({ counted: arms[0].counted, missing, closedBy }).toEqual({
      counted: 2,
      missing: [mute.id],
      closedBy: "all-in",
    });
  });
});

describe("epfml/disco#1222: recovery in the first round", () => {
  test("an update before the first round is refused, and the first round opens as round 0", async () => {
    const klass = await openClass({ rounds: 9 });
    const ids = [await klass.join(), await klass.join(), await klass.join()];
    expect(send(klass, ids[0], 0)).toMatchObject({
      code: "wrong-round",
      detail: expect.stringMatching(/^no round is open/),
    });
    await step(klass);
    const [first, other] = [ids[0], ids[1]].map((id) => invitations(klass, id)[0]);
    expect(first.round).toBe(0);
    expect(first).toEqual(other);
    expect(klass.room.record(true).rounds[0].missing).toEqual([]);
  });

  test("a worker that comes back in the first round gets the initial parameters in the next one", async () => {
    const klass = await openClass({ rounds: 9, f: 0 });
    const id = await klass.join();
    const mute = await joinMute(klass.room, "mute");
    await klass.room.run.command("start");
    await expect.poll(() => klass.opened.length).toBe(2);
    klass.room.members.disconnected(mute.id);
    expect(await klass.join(mute.token)).toBe(mute.id);
    await klass.closed(2);
    const rounds = invitations(klass, mute.id).map(({ round }) => round);
    expect(rounds.slice(0, 2)).toEqual([0, 1]);
    expect(invitations(klass, mute.id)[1]).toEqual(invitations(klass, id)[1]);
  });

  test("a coordinator killed in the first round opens it again from the initial parameters", async () => {
    const store = memoryStore();
    const before = await openClass({ rounds: 9 }, store);
    const id = await before.join();
    await before.join();
    await joinMute(before.room, "mute");
    await before.room.run.command("start");
    const killed = invitations(before, id);
    const kept = structuredClone(store.rooms.get("KRUM-1"));
    const after = await openClass({}, store, kept);
    for (const { token } of kept?.workers ?? []) await after.join(token);
    await after.closed(1);
    expect(killed.map(({ round }) => round)).toEqual([0]);
    expect(invitations(after, id)[0]).toEqual(killed[0]);
    expect(after.room.record(true).rounds[0]).toMatchObject({ round: 0, missing: [] });
  });
});
