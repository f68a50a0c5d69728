import { describe, expect, onTestFinished, test } from "vitest";
import { joinForeignWorker } from "../src/coordinator/foreignWorker";
import { watchAsInstructor } from "../src/coordinator/instructor";
import { launchCoordinator } from "../src/coordinator/launch";

describe("a killed coordinator", () => {
  test("a restarted coordinator continues at the next round with the same workers and parameters", async () => {
    const coordinator = await launchCoordinator({
      config: {
        model: "softmax",
        workers: 3,
        f: 0,
        rounds: 60,
        evaluateEvery: 1000,
        arms: ["mean"],
        learningRate: 0.5,
      },
      args: ["--host", "127.0.0.1"],
    });
    onTestFinished(() => coordinator.stop());
    const { url, room, token } = coordinator;
    // parameter 7 falls by 0.5 · 0.01 a round, so it identifies the round
    const seen = new Map<number, number>();
    const workers = await Promise.all(
      [0, 1, 2].map(() =>
        joinForeignWorker({
          url,
          room,
          update: (parameters, { round }) => {
            seen.set(round, parameters[7]);
            return new Float32Array(parameters.length).fill(0.01);
          },
          misbehave: async (honest) => {
            await new Promise((resolve) => setTimeout(resolve, 20)); // so that the kill comes in the middle of the run
            return [honest];
          },
        }),
      ),
    );
    onTestFinished(() => {
      for (const worker of workers) worker.close();
    });
    const before = workers.map(({ joined }) => joined.worker);
    const instructor = await watchAsInstructor({ url, token });
    onTestFinished(() => instructor.close());
    await instructor.command("start");
    await instructor.until(() => instructor.rounds.length >= 10, "ten rounds closed");

    await coordinator.kill("SIGKILL");
    const lastSeen = Math.max(...seen.keys());
    await coordinator.restart();

    expect(coordinator.token).toBe(token);
    await instructor.until(() => instructor.state.phase === "finished", "the run came to its end");
    const rounds = instructor.rounds.map(({ round }) => round);
    expect(rounds).toEqual(Array.from({ length: 60 }, (_, t) => t));
    expect(workers.map(({ joined }) => joined.worker)).toEqual(before);
    for (const [round, value] of seen) expect(value).toBeCloseTo((seen.get(0) ?? 0) - 0.005 * round, 4);
    // no round is missing, and none invited fewer workers
    expect(lastSeen).toBeGreaterThanOrEqual(9);
    expect(instructor.rounds.every(({ invited }) => invited.length === 3)).toBe(true);
    const events = instructor.rounds.flatMap((record) => record.events.map(({ kind }) => kind));
    expect(events.filter((kind) => kind === "resumed")).toHaveLength(1);
  }, 60_000);
});
