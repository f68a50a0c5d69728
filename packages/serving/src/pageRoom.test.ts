import { MessageChannel } from "node:worker_threads";
import { chooseNodeBackend } from "@honest-majority/backends";
import { localCompute } from "@honest-majority/conductor";
import { createLearner, glyphs, plainMemory } from "@honest-majority/learning";
import {
  type Answer,
  PROTOCOL_VERSION,
  RunConfig,
  type RunConfigInput,
  type Watching,
} from "@honest-majority/protocol";
import { joinRoom, type LiveWorker } from "@honest-majority/worker/live";
import { ClientPortSocket, type Port, portConnection, shardsFrom } from "@honest-majority/worker/port";
import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { afterEach, describe, expect, test } from "vitest";
import { openPageRoom, type PageRoom, type PortUse } from "./pageRoom";

const backend = await chooseNodeBackend();
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const action of undo.splice(0).reverse()) await action();
});

async function openRoom(config: RunConfigInput): Promise<PageRoom> {
  const dataset = glyphs({ seed: 3, train: 120, test: 40 });
  const load = async () => dataset;
  const room = await openPageRoom({
    code: "MEAN-1",
    token: "teacher",
    compute: localCompute({ backend, load, allocate: plainMemory, now: () => 0 }),
    config: RunConfig.parse({ model: "softmax", workers: 3, rounds: 4, batchSize: 16, ...config }),
    datasets: [{ name: "glyphs" }],
    clock: {
      now: () => Date.now(),
      date: () => Date.now(),
      after(ms, action) {
        const timer = setTimeout(action, ms);
        return () => clearTimeout(timer);
      },
    },
    newToken: (() => {
      let made = 0;
      return () => `${++made}`.padStart(8, "0").padEnd(12, "t");
    })(),
    shuffled: (list) => [...list],
    rest: () => sleep(0),
    log: (line) => expect.unreachable(line),
  });
  undo.push(room.close);
  return room;
}

/** The other end of a port that the room serves. */
function portTo(room: PageRoom, use: PortUse): Port {
  const { port1, port2 } = new MessageChannel() as unknown as { port1: Port; port2: Port };
  undo.push(() => port1.close());
  room.connect(use, port2);
  return port1;
}

function joinAsWorker(room: PageRoom, votes = false): { worker: LiveWorker; view: () => LearnerView } {
  let view: LearnerView = EMPTY_VIEW;
  const worker = joinRoom(
    {
      origin: "",
      room: "MEAN-1",
      hidden: false,
      votes,
      backend,
      computingAdvice: "",
      elsewhere: {
        open: portConnection(portTo(room, "worker")),
        loadShard: shardsFrom(portTo(room, "data")),
      },
    },
    {
      createLearner: ({ training }, examples, workerIndex) =>
        createLearner({ ...training, examples, workerIndex }),
      now: () => 0,
      sleep,
      view: () => view,
      report(change) {
        view = { ...view, ...change };
      },
      keepToken() {},
      showExamples() {},
    },
  );
  undo.push(() => worker.hangUp());
  return { worker, view: () => view };
}

function watch(room: PageRoom, token?: string) {
  const socket = new ClientPortSocket(portTo(room, "dashboard")).connect();
  const ask = async (event: string, ...args: unknown[]) =>
    (await socket.emitWithAck(event, ...args)) as Answer;
  const watched = () =>
    socket.emitWithAck("room:watch", {
      protocol: PROTOCOL_VERSION,
      room: "MEAN-1",
      token,
      whole: true,
    }) as Promise<Answer<Watching>>;
  return { socket, ask, watched };
}

describe("a room in a page", () => {
  test("trains with its workers, shows every round to its dashboards, and flips a worker", async () => {
    const room = await openRoom({ attack: "bitFlip", f: 1, arms: ["mean", "coordinateMedian"] });
    const workers = [joinAsWorker(room), joinAsWorker(room), joinAsWorker(room)];
    for (const { view } of workers) await expect.poll(() => view().link.kind).toBe("ready");

    const teacher = watch(room, "teacher");
    expect(await teacher.watched()).toMatchObject({ ok: true, instructor: true, rounds: [] });
    let closed = 0;
    teacher.socket.on("round:closed", () => closed++);
    await workers[0].worker.flip({ kind: "malicious", attack: { kind: "bitFlip", factor: 10 } });
    expect(await teacher.ask("run:start")).toEqual({ ok: true });
    await expect.poll(() => closed).toBe(4);

    const answer = await teacher.watched();
    if (!answer.ok) throw new Error(answer.detail);
    expect(answer.rounds.map(({ round, stage }) => [round, stage?.byzantine.length])).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
    expect(answer.rounds.at(-1)?.arms[1].evaluation?.accuracy).toBeGreaterThan(0);
  });

  test("lets a worker keep the accuracies of the last measured round", async () => {
    const room = await openRoom({ evaluateEvery: 5 });
    const [{ view }, other] = [joinAsWorker(room), joinAsWorker(room)];
    for (const each of [view, other.view]) await expect.poll(() => each().link.kind).toBe("ready");
    const teacher = watch(room, "teacher");
    await teacher.watched();
    for (const round of [0, 1]) {
      expect(await teacher.ask("run:step")).toEqual({ ok: true });
      await expect.poll(() => view().summary?.round).toBe(round);
      await expect.poll(() => view().run.phase).toBe("paused");
    }
    expect(view().summary?.accuracy).toEqual([]);
    expect(view().measured).toMatchObject({ round: 0, accuracy: [{ arm: "mean" }, {}] });
    expect(await teacher.ask("run:reset")).toEqual({ ok: true });
    await expect.poll(() => view().measured).toBeUndefined();
  });

  test("counts the votes of its viewer and of a worker that votes, which keeps its own in sight", async () => {
    const room = await openRoom({ secret: true });
    const { worker, view } = joinAsWorker(room, true);
    const mute = joinAsWorker(room);
    for (const each of [view, mute.view]) await expect.poll(() => each().link.kind).toBe("ready");
    const teacher = watch(room, "teacher");
    await teacher.watched();
    const ballot = () => view().votes?.ballot;
    const now = async () => {
      const answer = await teacher.watched();
      return answer.ok ? answer.votes?.ballot : answer;
    };
    expect(await teacher.ask("vote:open", { who: true })).toEqual({ ok: true });
    await expect.poll(ballot).toMatchObject({ phase: "open", cast: 0, awaited: 2 });
    const vote = ballot()?.id ?? "";
    await worker.vote({ vote, option: 1 });
    expect(view().votes).toMatchObject({ own: 1, ballot: { cast: 1, awaited: 1 } });
    worker.hangUp();
    expect(await teacher.ask("vote:cast", { vote, option: 7 })).toMatchObject({
      ok: false,
      code: "malformed",
    });
    expect(await teacher.ask("vote:cast", { vote, option: 0 })).toEqual({ ok: true });
    expect(await now()).toMatchObject({ phase: "closed", tallies: [[1, 1]] });
    expect(await watch(room).ask("vote:open", { who: true })).toMatchObject({
      ok: false,
      code: "not-joined",
    });
    expect(mute.view().votes).toBeUndefined();
  });

  test("obeys its instructor alone", async () => {
    const room = await openRoom({});
    const watcher = watch(room);
    expect(await watcher.watched()).toMatchObject({ ok: true, instructor: false });
    expect(await watcher.ask("run:start")).toMatchObject({ ok: false, code: "not-allowed" });
    expect(await watch(room, "guess").watched()).toMatchObject({ ok: false, code: "wrong-token" });
  });

  test("gives a worker's data to who has its token", async () => {
    const room = await openRoom({});
    const data = new ClientPortSocket(portTo(room, "data")).connect();
    expect(await data.emitWithAck("shard", { token: "none", run: "MEAN-1-1" })).toMatchObject({
      ok: false,
      code: "wrong-token",
    });
  });

  test("a worker that leaves is gone from the roster, and a dashboard that closed hears no more", async () => {
    const room = await openRoom({});
    const { worker, view } = joinAsWorker(room);
    await expect.poll(() => view().link.kind).toBe("ready");
    const [first, second] = [watch(room, "teacher"), watch(room, "teacher")];
    await Promise.all([first.watched(), second.watched()]);
    const heard = { first: 0, second: 0 };
    first.socket.on("workers:changed", () => heard.first++);
    second.socket.on("workers:changed", () => heard.second++);
    first.socket.disconnect();
    await worker.leave();
    await expect.poll(() => heard.second).toBeGreaterThan(0);
    expect(heard.first).toBe(0);
    const answer = await second.watched();
    expect(answer.ok && answer.workers.map(({ presence }) => presence)).toEqual(["left"]);
  });
});
