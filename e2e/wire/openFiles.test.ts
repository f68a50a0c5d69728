/** A coordinator whose system allows it no further file: it answers, pauses where it must write, and goes on later. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { Agent, get } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { joinForeignWorker } from "../src/coordinator/foreignWorker";
import { watchAsInstructor } from "../src/coordinator/instructor";
import { launchCoordinator } from "../src/coordinator/launch";

/** Changes the limit of a process that runs. */
const PRLIMIT = "/usr/bin/prlimit";

test.runIf(existsSync(PRLIMIT))(
  "without a file left the coordinator lives, and rounds go on once there are some",
  async () => {
    const coordinator = await launchCoordinator({
      config: { model: "softmax", workers: 2, f: 0, rounds: 100_000, evaluateEvery: 1_000 },
      args: ["--host", "127.0.0.1"],
    });
    onTestFinished(() => coordinator.stop());
    const { url, room, token, pid } = coordinator;
    const allow = (files: number) => execFileSync(PRLIMIT, ["--pid", `${pid}`, `--nofile=${files}:`]);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const health = () =>
      new Promise<number | undefined>((resolve, reject) => {
        get(`${url}/healthz`, { agent }, (answer) =>
          answer.resume().once("end", () => resolve(answer.statusCode)),
        ).on("error", reject);
      });
    expect(await health()).toBe(200);
    const workers = await Promise.all(
      [0, 1].map(() =>
        joinForeignWorker({
          url,
          room,
          misbehave: async (honest) => {
            await new Promise((resolve) => setTimeout(resolve, 20));
            return [honest];
          },
        }),
      ),
    );
    const instructor = await watchAsInstructor({ url, token });
    onTestFinished(() => {
      for (const client of [instructor, ...workers]) client.close();
    });
    await instructor.command("start");
    await instructor.until(() => instructor.rounds.length >= 3, "three rounds closed");
    allow(4);
    // on the connection that is there: a new one would take a file
    expect(await health()).toBe(200);
    await instructor.until(() => instructor.state.phase === "paused", "the run was paused");
    await expect.poll(() => coordinator.output()).toContain("too many files are open"); // it may come after the event
    allow(1_000);
    const before = instructor.rounds.length;
    await instructor.command("start");
    await instructor.until(() => instructor.rounds.length >= before + 3, "rounds went on");
    const rounds = instructor.rounds.map(({ round }) => round);
    expect(rounds).toEqual(rounds.map((_, t) => t));
  },
);
