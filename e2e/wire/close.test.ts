import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer } from "@honest-majority/protocol";
import { describe, expect, onTestFinished, test } from "vitest";
import { startLocalCoordinator } from "../src/coordinator/local";

describe("Coordinator.close", () => {
  test("a closed coordinator writes nothing more to its records folder, even if tabs were connected", async () => {
    const records = await mkdtemp(join(tmpdir(), "local-"));
    onTestFinished(() => rm(records, { recursive: true, force: true }));
    const local = await startLocalCoordinator({}, records);
    const workers = await Promise.all(["Ada", "Ben", "Cleo"].map((name) => local.worker({ join: { name } })));
    await local.coordinator.close();
    for (const worker of workers) worker.close();
    const writtenAt = async () => (await stat(join(records, "records", local.room, "room.json"))).mtimeMs;
    const closedAt = await writtenAt();
    await new Promise((resolve) => setTimeout(resolve, 300)); // three times the delay of a save
    expect(await writtenAt()).toBe(closedAt);
  });

  test("a round that is open when it stops leaves whole records, and requests are answered `unavailable`", async () => {
    const records = await mkdtemp(join(tmpdir(), "local-"));
    onTestFinished(() => rm(records, { recursive: true, force: true }));
    const local = await startLocalCoordinator({ rounds: 1000, workers: 2 }, records);
    const workers = [await local.worker(), await local.worker({ misbehave: () => [] })];
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:start");
    await expect.poll(() => workers[0].opened.length).toBe(1);
    await dashboard.emitWithAck("round:close");
    await expect.poll(() => workers[0].opened.length).toBe(2);

    const closed = local.coordinator.close();
    const answers: Answer[] = [];
    const { run, dim } = { run: workers[0].assignment.run, dim: workers[0].assignment.dim };
    const header = { run, round: 1, arm: 1, dim, trainLoss: 1, computeMs: 1 };
    const [{ socket }] = workers;
    socket.emit("round:update", header, new Uint8Array(4 * dim), (answer) => answers.push(answer));
    socket.emit("worker:ready", { run }, (answer) => answers.push(answer));
    dashboard.emit("run:reset", (answer) => answers.push(answer));
    dashboard.emit("run:again", {}, (answer) => answers.push(answer));
    await closed;
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers)
      expect(answer).toMatchObject({
        code: "unavailable",
        detail: expect.stringMatching(/stopping: connect again/),
      });
    expect(local.log).toEqual([]);
    const kept = await readFile(join(records, "records", local.room, run, "rounds.jsonl"), "utf8");
    expect(
      kept
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).round),
    ).toEqual([0]);
    for (const worker of workers) worker.close();
    dashboard.close();
  });

  /** A sleeping phone: its WebSocket is open, but it neither reads nor writes. */
  function sleeper(port: number): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const wire = connect({ port, host: "127.0.0.1", allowHalfOpen: true }, () => {
        const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13";
        const key = `Sec-WebSocket-Key: ${btoa("a sleeper's key!")}`;
        wire.write(
          `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n${upgrade}\r\n${key}\r\n\r\n`,
        );
      });
      wire.once("error", reject);
      wire.once("data", () => {
        wire.pause();
        wire.off("error", reject).on("error", () => {});
        resolve(() => wire.destroy());
      });
    });
  }

  test("close does not wait for a sleeping tab", async () => {
    const records = await mkdtemp(join(tmpdir(), "local-"));
    onTestFinished(() => rm(records, { recursive: true, force: true }));
    const local = await startLocalCoordinator({}, records);
    onTestFinished(await sleeper(local.coordinator.port));
    // a WebSocket waits 30 s for a peer that does not close
    const outcome = await Promise.race([
      local.coordinator.close().then(() => "closed"),
      new Promise((resolve) => setTimeout(resolve, 15_000, "still waiting")),
    ]);
    expect(outcome).toBe("closed");
  });
});
