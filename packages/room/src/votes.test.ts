import {
  type CastVoteRequest,
  codecNames,
  PROTOCOL_VERSION,
  type RunConfigInput,
  type VotesView,
} from "@honest-majority/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memoryStore, openClass, type Told } from "./openClass.cases";
import type { KeptRoom } from "./runStore";

type Class = Awaited<ReturnType<typeof openClass>>;

const GAME: RunConfigInput = { rounds: 6, attack: "bitFlip", arms: ["mean", "coordinateMedian"] };

/** A class whose workers train and vote. */
async function openGame(config: RunConfigInput = {}, store = memoryStore()) {
  const opened = await openClass({ ...GAME, ...config }, store);
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) ids.push(await opened.join(undefined, { votes: true }));
  return { ...opened, ids };
}

const viewOf = ({ room }: Pick<Class, "room">, instructor = true): VotesView =>
  room.snapshot(instructor).votes ?? {};
const ballotOf = (klass: Pick<Class, "room">, instructor = true) => viewOf(klass, instructor).ballot;
const castIn = ({ room }: Pick<Class, "room">, option: number): CastVoteRequest => ({
  vote: ballotOf({ room })?.id ?? "",
  option,
});
const votesOf = (told: readonly Told[]) => told.filter(({ event }) => event === "votes:changed");
const OK = { ok: true };
const QUESTION = { question: "Which is the median?", options: ["upper", "lower"], answer: 1 };

describe("a game", () => {
  test("is locked before anybody has a role: nobody may answer a new role with a flip", async () => {
    const store = memoryStore();
    const { room, ids } = await openGame({}, store);
    const flips: unknown[] = [];
    const { saveRoom } = store;
    store.saveRoom = async (kept) => {
      if (kept.run === "run-2") flips.push(room.flipOwn(ids[3], { kind: "honest" }));
      await saveRoom(kept);
    };
    expect(await room.startGame({ traitors: 1 })).toEqual(OK);
    expect(flips[0]).toMatchObject({ ok: false, code: "locked" });
    expect(store.rooms.get("KRUM-1")?.class).toMatchObject({ locked: true });
  });

  test("that cannot be prepared leaves the class as open as it was", async () => {
    const { room, ids } = await openGame();
    room.run.begin = async () => ({ ok: false, code: "bad-data", detail: "no data" });
    expect(await room.startGame({ traitors: 1 })).toMatchObject({ ok: false, code: "bad-data" });
    expect(room.flipOwn(ids[0], { kind: "honest" })).toEqual(OK);
  });

  test("is a secret run with traitors dealt at random; the class votes twice, the rules vote too, and it is scored", async () => {
    const klass = await openGame();
    const { room, ids, phase } = klass;
    expect(await room.startGame({ traitors: 1 })).toEqual(OK);
    await phase("finished");
    expect(room.snapshot(false)).toMatchObject({ config: { secret: true }, class: { locked: true } });
    expect(room.record(true).rounds.flatMap(({ events }) => events.map(({ kind }) => kind))).not.toContain(
      "flipped",
    );
    const traitor = ids[3]; // `shuffled` of the test class turns the list round
    expect(room.record(true).rounds[0].stage?.byzantine).toEqual([traitor]);

    expect(room.votes.open({ who: true })).toEqual(OK);
    expect(ballotOf(klass)?.options.map(({ worker }) => worker)).toEqual(ids);
    for (const id of ids.slice(0, 3)) expect(room.castVote(id, castIn(klass, 0))).toEqual(OK);
    expect(ballotOf(klass)).toMatchObject({ phase: "open", cast: 3, awaited: 1, tallies: [] });
    expect(room.castVote(ids[3], castIn(klass, 1))).toEqual(OK);
    expect(ballotOf(klass)).toMatchObject({ phase: "closed", tallies: [[3, 1, 0, 0]] });
    expect(room.votes.again()).toEqual(OK);
    for (const id of ids) expect(room.castVote(id, castIn(klass, id === traitor ? 0 : 3))).toEqual(OK);
    expect(ballotOf(klass, false)?.outcome).toBeUndefined();
    expect(viewOf(klass).score).toBeUndefined();

    expect(await room.showVote()).toEqual(OK);
    expect(room.snapshot(false).class.revealed).toBe(true);
    const outcome = {
      right: [3],
      named: [3],
      rules: [
        { arm: "mean", named: [] },
        { arm: "coordinateMedian", named: [3] },
      ],
    };
    const score = {
      games: 1,
      traitors: 1,
      byClass: 1,
      byRules: [
        { arm: "mean", named: 0, of: 1 },
        { arm: "coordinateMedian", named: 1, of: 1 },
      ],
      undetected: 0,
    };
    for (const instructor of [true, false])
      expect(viewOf(klass, instructor)).toMatchObject({
        ballot: {
          phase: "shown",
          turn: 2,
          tallies: [
            [3, 1, 0, 0],
            [1, 0, 0, 3],
          ],
          outcome,
        },
        score,
      });

    // another game: the vote is gone, and the score stays until it is reset
    expect(await room.startGame({ traitors: 1 })).toEqual(OK);
    expect(viewOf(klass)).toEqual({ score });
    expect(room.votes.resetScore()).toEqual(OK);
    expect(room.snapshot(true)).not.toHaveProperty("votes");
  });

  test("the reveal shows a vote that is open, and hiding the roles again hides its outcome", async () => {
    const klass = await openGame({ secret: true });
    const { room, ids } = klass;
    room.votes.open({ who: true });
    room.castVote(ids[0], castIn(klass, 2));
    await room.setClass({ revealed: true });
    expect(ballotOf(klass, false)).toMatchObject({
      phase: "shown",
      tallies: [[0, 0, 1, 0]],
      outcome: { right: [] },
    });
    await room.setClass({ revealed: false });
    expect(ballotOf(klass, false)).not.toHaveProperty("outcome");
    expect(votesOf(klass.told).at(-1)?.args).not.toMatchObject([{ ballot: { outcome: {} } }]);
  });

  test("a traitor that left before the vote can be named", async () => {
    const klass = await openGame();
    const { room, ids, phase } = klass;
    await room.startGame({ traitors: 1 });
    await phase("finished");
    room.members.leave(ids[3]);
    room.votes.open({ who: true });
    for (const id of ids.slice(0, 3)) room.castVote(id, castIn(klass, 3));
    expect(await room.showVote()).toEqual(OK);
    expect(ballotOf(klass)).toMatchObject({ outcome: { right: [3], named: [3] } });
  });
});

describe("a vote", () => {
  test("is a worker's own: its answer to a join has it, until it is counted", async () => {
    const klass = await openGame();
    const { room, ids } = klass;
    room.votes.open(QUESTION);
    room.castVote(ids[0], castIn(klass, 1));
    const token = room.kept().workers[0].token;
    const request = { protocol: PROTOCOL_VERSION, room: "KRUM-1", backend: "test", token, votes: true };
    const joined = async (more = {}) => {
      const answer = await room.join({ ...request, ...more }, { connection: "x", isThere: () => true });
      return answer.ok ? answer.votes : answer;
    };
    expect(await joined()).toMatchObject({ own: 1, ballot: { cast: 1, awaited: 3 } });
    room.votes.close();
    expect(await joined()).not.toHaveProperty("own");
    expect(await joined({ token: undefined, votes: undefined })).toBeUndefined();
  });

  test("of a worker that does not say so is not awaited, and hears nothing of votes", async () => {
    const klass = await openClass(GAME);
    const python = await klass.join();
    const ada = await klass.join(undefined, { votes: true });
    klass.room.votes.open(QUESTION);
    expect(klass.room.castVote(python, castIn(klass, 0))).toMatchObject({ ok: false, code: "wrong-vote" });
    expect(ballotOf(klass)).toMatchObject({ awaited: 1 });
    klass.room.castVote(ada, castIn(klass, 0));
    expect(ballotOf(klass)).toMatchObject({ phase: "closed", tallies: [[1, 0]] });
    expect(klass.told.filter(({ to, event }) => to === python && event.startsWith("votes"))).toEqual([]);
    expect(klass.told.filter(({ to, event }) => to === ada && event.startsWith("votes"))).not.toEqual([]);
  });

  test("goes on after the coordinator was killed: votes are there, and those that come back are awaited", async () => {
    const store = memoryStore();
    const { room, ids } = await openGame({}, store);
    room.votes.open(QUESTION);
    room.castVote(ids[0], castIn({ room }, 1));
    room.castVote(ids[1], castIn({ room }, 1));
    store.rooms.set("KRUM-1", structuredClone(room.kept()));
    const kept = structuredClone(store.rooms.get("KRUM-1")) as KeptRoom;
    const again = await openClass({}, store, kept);
    expect(await again.join(kept.workers[0].token, { votes: true })).toBe(ids[0]);
    expect(ballotOf(again)).toMatchObject({ phase: "open", cast: 2, awaited: 2 });
    for (const i of [2, 3]) {
      await again.join(kept.workers[i].token, { votes: true });
      again.room.castVote(ids[i], castIn(again, 0));
    }
    expect(ballotOf(again)).toMatchObject({ phase: "closed", tallies: [[2, 2]] });
  });

  test("on workers ends with the run, and on a question does not", async () => {
    const klass = await openGame({ secret: true });
    klass.room.votes.open(QUESTION);
    await klass.room.run.reset();
    expect(ballotOf(klass)).toMatchObject({ phase: "open", question: QUESTION.question });
    klass.room.votes.end();
    klass.room.votes.open({ who: true, question: "Who?" });
    await klass.room.run.reset();
    expect(klass.room.snapshot(true)).not.toHaveProperty("votes");
  });

  test("shows workers' names to the teacher alone, unless the class may see them", async () => {
    const klass = await openGame({ secret: true });
    const names = klass.room.snapshot(true).workers.map(({ name }) => name);
    klass.room.votes.open({ who: true });
    const labels = (instructor: boolean) => ballotOf(klass, instructor)?.options.map(({ label }) => label);
    expect(labels(true)).toEqual(names);
    expect(labels(false)).toEqual(["", "", "", ""]);
    expect(JSON.stringify(votesOf(klass.told))).not.toContain(names[0]);
    await klass.room.startGame({ traitors: 1, showNames: true });
    klass.room.votes.open({ who: true });
    expect(labels(false)).toEqual(names);
    for (const to of ["watcher", klass.ids[0]])
      expect(JSON.stringify(votesOf(klass.told).filter((sent) => sent.to === to))).toContain(names[0]);
  });

  test("takes names off the ballots on the students' pages when they are hidden in an open vote", async () => {
    const klass = await openGame({ secret: true, showNames: true });
    const { room, ids, told, phase } = klass;
    await room.run.command("step");
    await phase("paused");
    const config = room.snapshot(true).config;
    room.votes.open({ who: true });
    const last = () => JSON.stringify(votesOf(told).findLast(({ to }) => to === ids[0])?.args);
    const [{ name }] = room.snapshot(true).workers;
    expect(last()).toContain(name);
    expect(await room.run.configure({ ...config, showNames: false })).toMatchObject({ ok: true });
    expect(last()).not.toContain(name);
    expect(await room.run.configure(config)).toMatchObject({ ok: true });
    expect(last()).toContain(name);
  });

  test("in a room within a page is that of the person at its dashboard", async () => {
    const alone = await openClass({ secret: true }, memoryStore(), undefined, undefined, {
      viewerVotes: true,
    });
    await alone.join();
    await alone.join();
    alone.room.votes.open({ who: true });
    expect(ballotOf(alone)).toMatchObject({ cast: 0, awaited: 1 });
    expect(alone.room.castViewerVote(castIn(alone, 1))).toEqual(OK);
    expect(ballotOf(alone)).toMatchObject({ phase: "closed", tallies: [[0, 1]] });
    const klass = await openGame();
    klass.room.votes.open(QUESTION);
    expect(klass.room.castViewerVote(castIn(klass, 1))).toMatchObject({ ok: false, code: "wrong-vote" });
  });

  test("is refused where it makes no sense, with a sentence", async () => {
    const klass = await openGame();
    const { room } = klass;
    const details = [
      room.votes.open({ who: true }), // the run is open
      room.votes.close(),
      room.votes.again(),
      room.votes.end(),
      await room.showVote(),
      await room.startGame({ traitors: 4 }),
      room.votes.open(QUESTION),
      room.votes.open(QUESTION),
    ].map((answer) => (answer.ok ? "ok" : `${answer.code}: ${answer.detail}`));
    expect(details).toEqual([
      expect.stringMatching(/^wrong-vote: everybody may see the roles of this run/),
      ...new Array(4).fill("wrong-vote: there is no vote: open one first"),
      expect.stringMatching(/^malformed: 4 workers are here, so at most 3 can be traitors/),
      "ok",
      "wrong-vote: a vote is open: close it before you open another",
    ]);
  });
});

describe("before the reveal of a game", () => {
  /** Workers that send the same whatever their roles are, and vote. */
  async function openDealt(shift: number) {
    const rotated = <T>(list: readonly T[]) => [...list.slice(shift), ...list.slice(0, shift)];
    let now = 0;
    const clock = { now: () => now, date: () => 0, after: () => () => {} };
    const config = { ...GAME, rounds: 2, evaluateEvery: 1 };
    const opened = await openClass(config, memoryStore(), undefined, undefined, { shuffled: rotated, clock });
    const { room, told } = opened;
    const tokens: string[] = [];
    const answers: unknown[] = [];
    const join = async (token?: string) => {
      later();
      const request = { protocol: PROTOCOL_VERSION, room: "KRUM-1", backend: "test", token, votes: true };
      const caller = { connection: `c${told.length}`, isThere: () => true };
      const joined = await room.join({ ...request, codecs: codecNames() }, caller);
      if (!joined.ok) throw new Error(joined.detail);
      const { role: _, ...worker } = joined.worker; // its own
      answers.push({ ...joined, worker });
      room.ready(worker.id, joined.assignment.run);
      return worker;
    };
    for (let i = 0; i < 4; i++) tokens.push((await join()).token);
    /** So that nobody has asked too often. */
    function later() {
      now += 60_000;
    }
    const ids = () => room.members.roster.members.map(({ id }) => id);
    /** A constant vector for each place. */
    function answer() {
      const { run, state, dim } = room.snapshot(true);
      if (state.phase !== "running") return;
      for (const [place, worker] of ids().entries())
        for (const arm of [0, 1]) {
          const header = {
            run,
            round: state.round,
            arm,
            dim,
            codec: "float32",
            trainLoss: 1,
            computeMs: 1,
          } as const;
          room.takeUpdate(worker, header, new Uint8Array(new Float32Array(dim).fill(place - 1).buffer));
        }
    }
    async function game() {
      expect(await room.startGame({ traitors: 1 })).toEqual(OK);
      for (const id of ids()) room.ready(id, room.snapshot(true).run);
      await expect
        .poll(() => {
          answer();
          return room.snapshot(true).state.phase;
        })
        .toBe("finished");
      await expect.poll(() => room.record(true).rounds.length).toBe(2);
    }
    /** All that others than the instructor know: every message but a worker's own role, and every answer. */
    function heard() {
      const messages = told
        .splice(0)
        .filter(({ event }) => event !== "role:changed" && event !== "role:play");
      const bytes = (_: string, value: unknown) => (value instanceof Uint8Array ? value.join() : value);
      return [...messages, ...answers.splice(0), room.watched(false), room.record(false)].map((all) =>
        JSON.stringify(all, bytes),
      );
    }
    const traitors = () =>
      room.members.roster.members.filter(({ role }) => role.kind === "malicious").map(({ id }) => id);
    return { room, join, tokens, later, game, heard, traitors };
  }

  test("all that others receive is the same whoever the traitor is, whatever the class does", async () => {
    const [one, other] = [await openDealt(0), await openDealt(2)];
    const act = fc.oneof(
      fc.record({ does: fc.constant("votes" as const), who: fc.nat(3), option: fc.nat(3) }),
      fc.record({ does: fc.constantFrom("loses its connection", "comes back"), who: fc.nat(3) }),
      fc.record({ does: fc.constantFrom("open", "close", "again") }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 20 }), async (acts) => {
        const heard: string[][] = [];
        for (const { room, join, tokens, later, game, heard: listen } of [one, other]) {
          await game();
          const ids = room.kept().workers.map(({ id }) => id);
          room.votes.open({ who: true });
          for (const action of acts) {
            later();
            if (action.does === "open") room.votes.open({ who: true });
            else if (action.does === "close") room.votes.close();
            else if (action.does === "again") room.votes.again();
            else if ("option" in action) room.castVote(ids[action.who], castIn({ room }, action.option));
            else if ("who" in action && action.does === "comes back") await join(tokens[action.who]);
            else if ("who" in action) room.members.disconnected(ids[action.who]);
          }
          for (const token of tokens) await join(token); // for the next game
          heard.push(listen());
        }
        expect(one.traitors()).not.toEqual(other.traitors());
        expect(heard[0].length).toBe(heard[1].length);
        expect(heard[0].filter((message, i) => message !== heard[1][i])).toEqual([]);
        // the test would see it: after the reveal they differ
        for (const { room, heard: listen } of [one, other]) {
          if (ballotOf({ room }) === undefined) room.votes.open({ who: true });
          await room.showVote();
          heard.push(listen());
          room.votes.resetScore();
          listen();
        }
        expect(heard[2]).not.toEqual(heard[3]);
      }),
      { numRuns: 5 },
    );
  }, 60_000);
});
