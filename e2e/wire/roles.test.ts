import { decodeVector, PROTOCOL_VERSION } from "@honest-majority/protocol";
import { afterEach, describe, expect, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
afterEach(() => local.close());

/** Moves every parameter by −η·c a round, since the aggregate of equal rows is that row. */
const constant = (c: number) => (parameters: Float32Array) => new Float32Array(parameters.length).fill(c);
const phase = async () => (await local.record()).state.phase;
const finished = () => expect.poll(phase, { timeout: 20_000 }).toBe("finished");

describe("roles over the wire", () => {
  test("a changed role holds from the next round on, and in a secret run only the instructor's record shows it", async () => {
    local = await startLocalCoordinator({ rounds: 3, f: 1, secret: true });
    const workers = await Promise.all([0, 1, 2].map(() => local.worker({ update: constant(0.01) })));
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:step");
    await expect.poll(async () => (await local.record()).rounds.length).toBe(1);
    const role = { kind: "malicious" as const, attack: { kind: "bitFlip" as const, factor: 10 } };
    expect(
      await workers[1].socket.emitWithAck("worker:flip", { role: { kind: "malicious", attack: "bitFlip" } }),
    ).toEqual({ ok: true });
    await dashboard.emitWithAck("run:step");
    await expect.poll(async () => (await local.record()).rounds.length).toBe(2);
    expect(workers[1].played.map(({ kind }) => kind)).toEqual(["honest", "malicious"]);
    expect(workers[1].played[1]).toEqual(role);
    const { id } = workers[1].joined.worker;
    const recorded = (await local.record(local.coordinator.instructorToken)).rounds;
    expect(recorded.map(({ stage }) => stage?.byzantine)).toEqual([[], [id]]);
    expect(recorded[1].events).toContainEqual(
      expect.objectContaining({ kind: "flipped", worker: id, by: "worker", role }),
    );
    const untold = JSON.stringify((await local.record()).rounds);
    expect(untold).not.toContain("byzantine");
    expect(untold).not.toContain("flipped");
  });

  test("in a secret run only the instructor learns how many attackers a config asks for", async () => {
    const attack = { kind: "bitFlip", factor: 10 } as const;
    local = await startLocalCoordinator({ attackers: 1, attack, secret: true });
    const { instructorToken: token } = local.coordinator;
    const configFor = async (token?: string) => (await local.record(token)).config;
    expect(await configFor(token)).toMatchObject({ attackers: 1, attack });
    expect(await configFor()).toMatchObject({ attack });
    expect(await configFor()).not.toHaveProperty("attackers");
    const watcher = await local.dashboard(null);
    const seen = await watcher.emitWithAck("room:watch", { protocol: PROTOCOL_VERSION, room: local.room });
    expect(seen.ok && seen.config).not.toHaveProperty("attackers");
  });

  test("only an omniscient attacker receives vectors, one for each arm, and does not learn how many others attack", async () => {
    local = await startLocalCoordinator({ rounds: 1, workers: 3, f: 1, attack: "foe", attackers: 1 });
    const honest = [await local.worker({ update: constant(1) }), await local.worker({ update: constant(4) })];
    const attacker = await local.worker({ misbehave: () => [] });
    expect(attacker.joined.worker.role).toEqual({ kind: "malicious", attack: { kind: "foe", epsilon: 0.1 } });
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:start");
    await expect.poll(() => attacker.attacks.length).toBe(1);
    const [{ header, bytes }] = attacker.attacks;
    const { run } = attacker.assignment;
    expect(header).toEqual({ run, round: 0, arms: [0, 1], dim: 7850, codec: "float32" });
    // −0.1 times the mean of 1 and 4
    expect(new Set(decodeVector(bytes, 2 * header.dim))).toEqual(new Set([Math.fround(-0.25)]));
    expect(honest.every(({ attacks }) => attacks.length === 0)).toBe(true);
    await attacker.leave();
    await finished();
  });

  test("at half the deadline an omniscient attacker receives what is computed from the updates so far", async () => {
    local = await startLocalCoordinator({
      rounds: 1,
      workers: 4,
      f: 1,
      attack: "foe",
      attackers: 1,
      roundDeadlineMs: 2_000,
    });
    await local.worker({ update: constant(1) });
    await local.worker({ update: constant(4) });
    await local.worker({ misbehave: () => [] }); // honest and silent
    const attacker = await local.worker({ misbehave: () => [] });
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:start");
    await expect.poll(() => attacker.attacks.length).toBe(1);
    const [{ header, bytes }] = attacker.attacks;
    expect(decodeVector(bytes, 2 * header.dim)[5]).toBeCloseTo(-0.25, 5);
    await finished();
  });
});

describe("role:play", () => {
  test("comes once for each role, before the first round that it is for; all get the same round:open", async () => {
    local = await startLocalCoordinator({ rounds: 3, workers: 2, f: 1 });
    const heard: [number, string, unknown][] = [];
    const workers = await Promise.all(
      [0, 1].map((i) =>
        local.worker({
          update: constant(0.01),
          listen: (socket) => {
            socket.on("role:play", ({ round, role }) => heard.push([i, "role:play", [round, role.kind]]));
            socket.on("round:open", (task) => heard.push([i, "round:open", task]));
          },
        }),
      ),
    );
    const dashboard = await local.dashboard();
    const step = async (rounds: number) => {
      await dashboard.emitWithAck("run:step");
      await expect.poll(async () => (await local.record()).rounds.length).toBe(rounds);
    };
    await step(1);
    await workers[1].socket.emitWithAck("worker:flip", { role: { kind: "malicious", attack: "zero" } });
    await step(2);
    await step(3);
    const of = (i: number) =>
      heard.filter(([worker]) => worker === i).map(([, event, what]) => [event, what]);
    const tasks = workers[0].opened;
    expect(workers[1].opened).toEqual(tasks);
    expect(of(0)).toEqual([["role:play", [0, "honest"]], ...tasks.map((task) => ["round:open", task])]);
    expect(of(1)).toEqual([
      ["role:play", [0, "honest"]],
      ["round:open", tasks[0]],
      ["role:play", [1, "malicious"]],
      ["round:open", tasks[1]],
      ["round:open", tasks[2]],
    ]);
  });

  test("comes again on a new connection, so that a worker that came back plays its role", async () => {
    local = await startLocalCoordinator({ rounds: 2, workers: 2, f: 1 });
    await local.worker({ update: constant(0.01) });
    const before = await local.worker({ update: constant(0.01) });
    const dashboard = await local.dashboard();
    await before.socket.emitWithAck("worker:flip", { role: { kind: "malicious", attack: "zero" } });
    await dashboard.emitWithAck("run:step");
    await expect.poll(async () => (await local.record()).rounds.length).toBe(1);
    const { token } = before.joined.worker;
    before.close();
    const after = await local.worker({ join: { token }, update: constant(0.01) });
    await dashboard.emitWithAck("run:step");
    await finished();
    expect(after.played.map(({ kind }) => kind)).toEqual(["malicious"]);
  });
});
