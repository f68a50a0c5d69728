import { type Answer, encodeVectors, PROTOCOL_VERSION } from "@honest-majority/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
beforeAll(async () => {
  local = await startLocalCoordinator({ rounds: 1000, workers: 4 });
});
afterAll(() => local.close());

const wrongVersion = (came: number) =>
  `wrong-version: the coordinator speaks protocol ${PROTOCOL_VERSION}, version ${came} came: reload`;

const ones = (parameters: Float32Array) => new Float32Array(parameters.length).fill(1);

describe("hostile messages", () => {
  test.each([
    ["the version that had no local steps", { protocol: 1 }, wrongVersion(1)],
    ["another protocol version", { protocol: PROTOCOL_VERSION + 1 }, wrongVersion(PROTOCOL_VERSION + 1)],
    [
      "version 2 and fields that are unknown",
      { protocol: 2, room: undefined, colour: "red" } as never,
      wrongVersion(2),
    ],
    ["another room", { room: "CLIP-1" }, /^wrong-room: there is no room CLIP-1 here/],
    ["a name of nothing", { name: "\u200b " }, /^malformed: .*visible letter/],
  ])("a join with %s is refused in a sentence", async (_, join, sentence) => {
    await expect(local.worker({ join })).rejects.toThrow(sentence);
  });

  test("a dashboard of another version is refused in a sentence, whatever else it sends", async () => {
    const dashboard = await local.dashboard();
    const request = { protocol: 2, lesson: 3 } as never;
    expect(await dashboard.emitWithAck("room:watch", request)).toMatchObject({
      code: "wrong-version",
      detail: expect.stringContaining("version 2 came: reload the page"),
    });
    expect(await dashboard.emitWithAck("room:watch", {} as never)).toMatchObject({ code: "malformed" });
  });

  test("a dashboard with a wrong token is refused, and one without a token may watch but not steer", async () => {
    await expect(local.dashboard("guess")).rejects.toThrow(/^wrong-token: /);
    const watcher = await local.dashboard(null);
    expect(await watcher.emitWithAck("run:start")).toMatchObject({ ok: false, code: "not-allowed" });
    expect(await watcher.emitWithAck("run:configure", {})).toMatchObject({ code: "not-allowed" });
  });

  test("a request before joining is refused as not-joined", async () => {
    const worker = await local.worker();
    worker.socket.disconnect();
    const stranger = await local.worker({ join: { name: "Stranger" } });
    // a fresh socket that never joined
    const { io } = await import("socket.io-client");
    const socket = io(`${local.url}/worker`, { transports: ["websocket"], forceNew: true });
    expect(await socket.emitWithAck("worker:ready", { run: "x" })).toMatchObject({ code: "not-joined" });
    expect(await socket.emitWithAck("worker:leave")).toMatchObject({ code: "not-joined" });
    socket.disconnect();
    stranger.close();
  });

  test("each broken update is refused with its own code, and a correct one after it counts", async () => {
    const answers: Record<string, Answer> = {};
    const worker = await local.worker({
      join: { name: "Mallory" },
      update: ones,
      misbehave: async ({ header, bytes }) => {
        if (header.round > 0 || header.arm > 0) return [{ header, bytes }];
        const { socket } = worker;
        const send = (change: object, payload: unknown = bytes) =>
          socket.emitWithAck("round:update", { ...header, ...change }, payload as Uint8Array);
        answers.run = await send({ run: "yesterday" });
        answers.round = await send({ round: header.round + 5 });
        answers.arm = await send({ arm: 9 });
        answers.dim = await send({ dim: header.dim + 1 });
        answers.short = await send({}, (bytes as Uint8Array).subarray(4));
        answers.long = await send({}, new Uint8Array(4 * header.dim + 1));
        answers.text = await send({}, "bytes");
        answers.negative = await send({ round: -1 });
        answers.extra = await send({ note: "hello" });
        answers.codec = await send({ codec: "float8" });
        answers.right = await send({});
        answers.double = await send({});
        return [];
      },
    });
    const dashboard = await local.dashboard();
    const closed = new Promise<void>((resolve) => dashboard.once("round:closed", () => resolve()));
    expect(await dashboard.emitWithAck("run:step")).toEqual({ ok: true });
    await closed;
    const codes = Object.fromEntries(
      Object.entries(answers).map(([what, answer]) => [what, answer.ok ? "ok" : answer.code]),
    );
    expect(codes).toMatchObject({
      run: "wrong-run",
      round: "wrong-round",
      arm: "wrong-arm",
      dim: "wrong-dimension",
      short: "wrong-bytes",
      long: "wrong-bytes",
      text: "malformed",
      negative: "malformed",
      extra: "malformed",
      codec: "malformed",
      right: "ok",
    });
    // the round closed with Mallory's last arm, so the second update is a duplicate or late, and refused
    expect(["duplicate", "wrong-round"]).toContain(codes.double);
    const record = local.heard.at(-1);
    expect(record?.arms.map(({ counted }) => counted)).toEqual([1, 1]);
    expect(record?.refusals.length).toBeGreaterThanOrEqual(6);
    await dashboard.emitWithAck("run:reset");
    worker.close();
  });

  test("updates with NaN or Infinity count as answers, stay out of the aggregate and reduce f", async () => {
    const poison = (value: number) => (parameters: Float32Array) => ones(parameters).fill(value, 3, 4);
    const workers = [
      await local.worker({ update: ones }),
      await local.worker({ update: ones }),
      await local.worker({ update: poison(Number.NaN) }),
    ];
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:configure", { model: "softmax", workers: 3, f: 1, rounds: 9 });
    for (const worker of workers) await assigned(worker);
    const closed = new Promise<void>((resolve) => dashboard.once("round:closed", () => resolve()));
    await dashboard.emitWithAck("run:step");
    await closed;
    const record = local.heard.at(-1);
    expect(record?.arms.map(({ counted, expectedByzantine }) => [counted, expectedByzantine])).toEqual([
      [2, 0],
      [2, 0],
    ]);
    expect(record?.refusals.map(({ code }) => code)).toEqual(["not-finite", "not-finite"]);
    for (const worker of workers) worker.close();
  });

  /** Waits until the worker has loaded the shard of the room's current run. */
  async function assigned(worker: Awaited<ReturnType<LocalCoordinator["worker"]>>): Promise<void> {
    await expect
      .poll(async () => {
        const answer = await worker.socket.emitWithAck("worker:ready", { run: worker.assignment.run });
        return answer.ok && worker.assignment.shard.of === 3;
      })
      .toBe(true);
  }

  test("an unknown event is refused, with or without an acknowledgement", async () => {
    const worker = await local.worker();
    const socket = worker.socket as unknown as {
      emitWithAck(event: string, ...args: unknown[]): Promise<Answer>;
      emit(event: string): void;
    };
    expect(await socket.emitWithAck("round:sabotage", { round: 0 })).toMatchObject({
      ok: false,
      code: "unknown-event",
    });
    socket.emit("round:sabotage");
    await expect
      .poll(() => worker.refusals.map(({ code, event }) => [code, event]))
      .toEqual([["unknown-event", "round:sabotage"]]);
    worker.close();
  });

  test("a message of 50 MB ends that connection alone, and the next join says why", async () => {
    const other = await local.worker();
    const worker = await local.worker({ join: { name: "Bulk" } });
    const { token } = worker.joined.worker;
    const gone = new Promise((resolve) => worker.socket.once("disconnect", resolve));
    const header = { run: worker.assignment.run, round: 0, arm: 0, dim: 1, trainLoss: 0, computeMs: 0 };
    worker.socket.io.reconnection(false);
    worker.socket.emit("round:update", header, new Uint8Array(50e6), () => {});
    await gone;
    const back = await local.worker({ join: { token } });
    expect(back.joined.lastRefusal).toMatchObject({ code: "too-large" });
    expect(back.joined.lastRefusal?.detail).toContain(`at most ${back.assignment.maxMessageBytes} bytes`);
    expect(back.joined.worker.name).toBe("Bulk");
    expect(await other.socket.emitWithAck("worker:visibility", { hidden: true })).toEqual({ ok: true });
    back.close();
    other.close();
  });

  test("an invalid config is refused with its field and what must hold, and the old one stays", async () => {
    const dashboard = await local.dashboard();
    const bad = await dashboard.emitWithAck("run:configure", {
      batchSize: 0,
      arms: [{ aggregator: { rule: "krumm" } }],
    });
    expect(bad).toMatchObject({ ok: false, code: "bad-config" });
    expect(!bad.ok && bad.detail).toMatch(/batchSize: Too small.*>=1/);
    expect(!bad.ok && bad.detail).toMatch(
      /arms\.0\.aggregator\.rule: must be one of .*"krum".*; got "krumm"/,
    );
    const crowd = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`setting${i}`, i]));
    expect(await dashboard.emitWithAck("run:configure", crowd)).toMatchObject({
      code: "malformed",
      detail: "a request has at most 300 fields in all, this one has more",
    });
    await dashboard.emitWithAck("run:reset");
    const missing = await dashboard.emitWithAck("run:configure", { dataset: "mnist" });
    expect(missing).toMatchObject({ ok: false, code: "bad-data" });
    expect(!missing.ok && missing.detail).toMatch(/no file of mnist in .*npm run data -- mnist/s);
  });

  test("encodeVectors writes little-endian float32", () => {
    expect([...encodeVectors([Float32Array.of(1, -2)])]).toEqual([0, 0, 128, 63, 0, 0, 0, 192]);
  });
});
