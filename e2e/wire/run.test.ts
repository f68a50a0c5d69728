import { PROTOCOL_VERSION } from "@honest-majority/protocol";
import { afterEach, describe, expect, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
afterEach(() => local.close());

/** Moves every parameter by −η·c a round, since the aggregate of equal rows is that row. */
const constant = (c: number) => (parameters: Float32Array) => new Float32Array(parameters.length).fill(c);
const phase = async () => (await local.record()).state.phase;
const finished = () => expect.poll(phase, { timeout: 20_000 }).toBe("finished");

describe("a run over the wire", () => {
  test("the record of a finished run holds every round in order", async () => {
    local = await startLocalCoordinator({ rounds: 4, evaluateEvery: 2 });
    await Promise.all([0, 1, 2].map(() => local.worker({ update: constant(0.01) })));
    const dashboard = await local.dashboard();
    expect(await dashboard.emitWithAck("run:start")).toEqual({ ok: true });
    await finished();
    const { rounds } = await local.record();
    expect(rounds.map(({ round, closedBy }) => [round, closedBy])).toEqual(
      [0, 1, 2, 3].map((t) => [t, "all-in"]),
    );
    // accuracy is measured after round 0, every second round and the last
    expect(rounds.map(({ arms }) => arms.every(({ evaluation }) => evaluation !== undefined))).toEqual([
      true,
      true,
      false,
      true,
    ]);
    for (const { arms } of rounds) {
      for (const arm of arms) {
        expect(arm).toMatchObject({ outcome: "stepped", counted: 3, trainLoss: 1 });
        expect(arm.rows.map(({ kept }) => kept)).toEqual([1, 1, 1]);
        // ‖(0.01, …)‖ over 7,850 parameters: 0.01 · √7850 = 0.886
        expect(arm.aggregateNorm).toBeCloseTo(0.886, 3);
      }
    }
  });

  test("each round sends workers the stepped parameters w − η·z", async () => {
    local = await startLocalCoordinator({ rounds: 2, learningRate: 0.5 });
    const seen: Float32Array[] = [];
    const watch = (parameters: Float32Array) => {
      seen.push(parameters);
      return constant(2)(parameters);
    };
    await local.worker({ update: watch });
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:start");
    await finished();
    // two arms a round, equal at first; then w₁ = w₀ − 0.5 · 2
    const [mean0, median0, mean1, median1] = seen;
    expect(median0).toEqual(mean0);
    expect(mean1).toEqual(mean0.map((w) => w - 1));
    expect(median1).toEqual(mean1);
  });

  test("the assignment carries the number of local steps K, and each round carries the η of the model's step", async () => {
    // a cosine over three epochs of two rounds: 8 shards of 1000 examples, two batches of 250 a round
    local = await startLocalCoordinator({
      workers: 8,
      batchSize: 250,
      localSteps: 2,
      learningRate: 0.4,
      schedule: "cosineByEpoch",
      rounds: 6,
    });
    const worker = await local.worker({ update: constant(0.01) });
    expect(worker.assignment.training.localSteps).toBe(2);
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:start");
    await finished();
    const rates = worker.opened.map(({ learningRate }) => learningRate);
    // 0.2 · (1 + cos 0°), (1 + cos 60°), (1 + cos 120°)
    [0.4, 0.4, 0.3, 0.3, 0.1, 0.1].forEach((rate, round) => void expect(rates[round]).toBeCloseTo(rate, 12));
    const { rounds } = await local.record();
    expect(rounds.map(({ arms }) => arms[0].learningRate)).toEqual(rates);
  });

  test("a tab that closes during a round does not delay it", async () => {
    local = await startLocalCoordinator({ rounds: 2, roundDeadlineMs: 600_000 });
    let quit = () => {};
    await local.worker({ update: constant(1) });
    await local.worker({ update: constant(1) });
    const leaver = await local.worker({
      misbehave: () => {
        quit();
        return [];
      },
    });
    quit = () => leaver.close();
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:start");
    await finished();
    const { rounds } = await local.record();
    expect(rounds.map(({ invited, arms }) => [invited.length, arms[0].counted])).toEqual([
      [3, 2],
      [2, 2],
    ]);
  });

  test("a round waits for a silent worker until the deadline, and below the quorum it is skipped with a reason", async () => {
    local = await startLocalCoordinator({ rounds: 2, roundDeadlineMs: 300, quorum: 2 });
    await local.worker({ update: constant(1) });
    await local.worker({ misbehave: () => [] });
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:start");
    await finished();
    const { rounds } = await local.record();
    expect(rounds.map(({ closedBy, arms }) => [closedBy, arms[0].outcome, arms[0].reason])).toEqual(
      [0, 1].map(() => ["deadline", "skipped", "1 of 2 updates came, the quorum is 2"]),
    );
    expect(rounds[0].events).toContainEqual({
      kind: "skipped",
      arm: "mean",
      reason: "1 of 2 updates came, the quorum is 2",
    });
  });

  test("a late update is answered as late, counts as no refusal and is left out", async () => {
    local = await startLocalCoordinator({ rounds: 2, roundDeadlineMs: 1_000 });
    await local.worker({ update: constant(1) });
    const late = await local.worker({
      misbehave: (honest) =>
        new Promise((resolve) => setTimeout(() => resolve([honest]), honest.header.round === 0 ? 1_300 : 0)),
    });
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:start");
    await finished();
    const lateAnswer = expect.objectContaining({ ok: false, code: "late" });
    await expect.poll(() => late.answers).toContainEqual(lateAnswer);
    const { rounds } = await local.record();
    expect(rounds[0].arms[0].counted).toBe(1);
    expect(rounds[0].missing).toEqual([late.joined.worker.id]);
    expect(rounds.flatMap(({ refusals }) => refusals)).toEqual([]);
  });

  test("an arm whose honest updates become NaN is marked diverged, and the other arms continue", async () => {
    local = await startLocalCoordinator({ rounds: 3 });
    const explode = (parameters: Float32Array, { round, arm }: { round: number; arm: number }) =>
      constant(arm === 0 && round >= 1 ? Number.NaN : 0.01)(parameters);
    await Promise.all([0, 1, 2].map(() => local.worker({ update: explode })));
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:start");
    await finished();
    const { rounds } = await local.record();
    expect(rounds.map(({ arms }) => arms.map(({ outcome }) => outcome))).toEqual([
      ["stepped", "stepped"],
      ["diverged", "stepped"],
      ["diverged", "stepped"],
    ]);
    expect(rounds[1].events).toContainEqual({ kind: "diverged", arm: "mean" });
    // its last measured accuracy stays
    expect(rounds[2].arms[0].evaluation).toEqual(rounds[1].arms[0].evaluation);
    expect(rounds[2].arms[0].evaluation?.accuracy).toBeTypeOf("number");
  });

  test("pause stops before the next round, step runs one, and reset starts again from the same parameters", async () => {
    local = await startLocalCoordinator({ rounds: 50 });
    const starts: number[] = [];
    await local.worker({
      update: (parameters, { round, arm }) => {
        if (round === 0 && arm === 0) starts.push(parameters[17]);
        return constant(0.01)(parameters);
      },
    });
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:step");
    await expect.poll(phase).toBe("paused");
    expect((await local.record()).rounds).toHaveLength(1);
    await dashboard.emitWithAck("run:step");
    await expect.poll(async () => (await local.record()).rounds.length).toBe(2);
    expect(await dashboard.emitWithAck("run:pause")).toMatchObject({ ok: false, code: "wrong-phase" });
    expect(await dashboard.emitWithAck("run:reset")).toEqual({ ok: true });
    expect(await local.record()).toMatchObject({ state: { phase: "lobby" }, rounds: [] });
    await expect.poll(async () => (await dashboard.emitWithAck("run:step")).ok).toBe(true);
    await expect.poll(async () => (await local.record()).rounds.length).toBe(1);
    expect(starts).toHaveLength(2);
    expect(starts[1]).toBe(starts[0]);
  });

  test("a reloaded tab is the same worker, and the tab that was this worker before is dismissed", async () => {
    local = await startLocalCoordinator();
    const first = await local.worker({ join: { name: "Grace" } });
    const { token, id, index } = first.joined.worker;
    const again = await local.worker({ join: { token } });
    expect(again.joined.worker).toMatchObject({ id, index, name: "Grace" });
    expect(again.shard.labels).toEqual(first.shard.labels);
    await expect.poll(() => first.refusals.map(({ code }) => code)).toEqual(["duplicate"]);
  });

  test("shards are disjoint, and each is served only to its worker's token", async () => {
    local = await startLocalCoordinator({ workers: 2 });
    const [a, b] = [await local.worker(), await local.worker()];
    expect(a.assignment.shard).toMatchObject({
      index: 0,
      of: 2,
      height: 28,
      width: 28,
      channels: 1,
      classes: 10,
    });
    expect(a.shard.labels).toHaveLength(a.assignment.shard.examples);
    expect(a.shard.pixels).toHaveLength(a.assignment.shard.examples * 784);
    expect(Buffer.from(a.shard.pixels).equals(Buffer.from(b.shard.pixels))).toBe(false);
    const address = new URL(a.assignment.shard.path, local.url);
    expect((await fetch(address)).status).toBe(401);
    expect((await fetch(address, { headers: { Authorization: "Bearer guess" } })).status).toBe(401);
  });

  test("a removed worker is dismissed and cannot return with its token", async () => {
    local = await startLocalCoordinator();
    const worker = await local.worker();
    const { id, token } = worker.joined.worker;
    const dashboard = await local.dashboard();
    expect(await dashboard.emitWithAck("worker:remove", { worker: id })).toEqual({ ok: true });
    await expect.poll(() => worker.refusals.map(({ code }) => code)).toEqual(["removed"]);
    await expect(local.worker({ join: { token } })).rejects.toThrow(/^removed: /);
  });

  test("a late dashboard receives the config and every closed round", async () => {
    local = await startLocalCoordinator({ rounds: 2 });
    await local.worker({ update: constant(0.01) });
    const early = await local.dashboard();
    await early.emitWithAck("run:start");
    await finished();
    const late = await local.dashboard();
    const answer = await late.emitWithAck("room:watch", { protocol: PROTOCOL_VERSION, room: local.room });
    expect(answer).toMatchObject({
      ok: true,
      instructor: false,
      config: { rounds: 2 },
      state: { phase: "finished" },
    });
    expect(answer.ok && answer.rounds.map(({ round }) => round)).toEqual([0, 1]);
  });

  test("a worker's loss on the dashboard is that of its best arm, not of a diverged one", async () => {
    local = await startLocalCoordinator({ rounds: 2 });
    await local.worker({
      update: constant(0.01),
      misbehave: ({ header, bytes }) => [
        { header: { ...header, trainLoss: header.arm === 0 ? 848 : 0.7 }, bytes },
      ],
    });
    const dashboard = await local.dashboard();
    const shown: unknown[] = [];
    dashboard.on("workers:changed", ({ changed = [] }) => {
      for (const { same = {} } of changed) if ("lastLoss" in same) shown.push(same.lastLoss);
    });
    await dashboard.emitWithAck("run:start");
    await finished();
    await expect.poll(() => shown.at(-1)).toBe(0.7);
    expect(shown).not.toContain(848);
  });
});
