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
    expect(workers[1].opened.map((task) => task.role.kind)).toEqual(["honest", "malicious"]);
    expect(workers[1].opened[1].role).toEqual(role);
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
    const seen = await watcher.emitWithAck("room:watch", { protocol: PROTOCOL_VERSION });
    expect(seen.ok && seen.config).not.toHaveProperty("attackers");
  });

  test("only an omniscient attacker receives the honest mean and deviation of each arm", async () => {
    local = await startLocalCoordinator({ rounds: 1, workers: 3, f: 1, attack: "foe", attackers: 1 });
    const honest = [await local.worker({ update: constant(1) }), await local.worker({ update: constant(4) })];
    const attacker = await local.worker({ misbehave: () => [] });
    expect(attacker.joined.worker.role).toEqual({ kind: "malicious", attack: { kind: "foe", epsilon: 0.1 } });
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:start");
    await expect.poll(() => attacker.knowledge.length).toBe(1);
    const [{ header, bytes }] = attacker.knowledge;
    expect(header).toMatchObject({ round: 0, arms: [0, 1], dim: 7850, m: 3, f: 1, honest: 2 });
    const vectors = decodeVector(bytes, 2 * 2 * header.dim);
    // of 1 and 4: mean 2.5, deviation (ddof 1) √(2 · 1.5²) = 2.1213; first the one, then the other, for each arm
    const at = (i: number) => vectors[i * header.dim + 5];
    expect([at(0), at(1), at(2), at(3)].map((v) => v.toFixed(4))).toEqual([
      "2.5000",
      "2.1213",
      "2.5000",
      "2.1213",
    ]);
    expect(honest.every(({ knowledge }) => knowledge.length === 0)).toBe(true);
    await attacker.leave();
    await finished();
  });

  test("at half the deadline an omniscient attacker receives the mean of the updates so far and their number", async () => {
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
    await expect.poll(() => attacker.knowledge.length).toBe(1);
    const [{ header, bytes }] = attacker.knowledge;
    expect(header).toMatchObject({ m: 4, f: 1, honest: 2 });
    expect(decodeVector(bytes, 2 * 2 * header.dim)[5]).toBeCloseTo(2.5, 5);
    await finished();
  });
});
