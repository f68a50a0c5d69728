/** Records what the dashboard of a real class receives: the coordinator and headless workers, each in a process of its own. */
import { spawn } from "node:child_process";
import process from "node:process";
import { type Answer, type Pace, PROTOCOL_VERSION, type RunConfigInput } from "@honest-majority/protocol";
import { type Instructor, watchAsInstructor } from "../../coordinator/instructor";
import { type CoordinatorProcess, launchCoordinator } from "../../coordinator/launch";
import { REPOSITORY } from "../../repository";
import type { Sent, Stream, TimedSent } from "./stream";

export interface RecordOptions {
  workers: number;
  malicious: number;
  rounds: number;
  pace: Pace;
  config: RunConfigInput;
}

/** After this number of rounds the workers turn malicious. */
const TURNED = 3;
/** After this number of rounds the roles are revealed. */
const REVEALED = 6;
/** What the watched panels get. */
const INSIGHTS: string[] = ["insight:map", "insight:shadow"];
/** From this round on nothing changes any more because of these two. */
const STEADY = 8;

/**
 * Every panel is watched, workers turn malicious in mid-run and the verdicts are revealed, so that every part of the
 * page has something to show.
 */
export async function recordStream(options: RecordOptions): Promise<Stream> {
  const { workers, config } = options;
  const coordinator = await launchCoordinator({
    config: { ...config, workers },
    args: ["--host", "127.0.0.1"],
  });
  const dismiss = startWorkers(coordinator, workers);
  try {
    const instructor = await watchAsInstructor(coordinator);
    try {
      return await recordRun(instructor, coordinator.token, options);
    } finally {
      instructor.close();
    }
  } finally {
    await dismiss();
    await coordinator.stop();
  }
}

async function recordRun(
  instructor: Instructor,
  token: string,
  { workers, malicious, rounds: wanted, pace }: RecordOptions,
): Promise<Stream> {
  const { socket, until } = instructor;
  const ready = () => instructor.workers.filter(({ presence }) => presence === "ready").length;
  await until(() => ready() === workers, `${workers} workers are ready`);
  held(await socket.emitWithAck("class:set", { pace }));
  const watching = held(await socket.emitWithAck("room:watch", { protocol: PROTOCOL_VERSION, token }));
  held(await socket.emitWithAck("insight:watch", { panels: ["map", "shadow"] }));

  const rounds: TimedSent[][] = [[]];
  let opened = performance.now();
  let isFirst = true;
  let rests = false;
  socket.onAny((event: Sent["event"], ...args: Sent["args"]) => {
    if (rests && !INSIGHTS.includes(event)) return;
    if (event === "round:opened" && !isFirst) {
      rounds.push([]);
      opened = performance.now();
    }
    isFirst &&= event !== "round:opened";
    rounds[rounds.length - 1].push({ event, args, ms: performance.now() - opened } as TimedSent);
  });
  const closed = (count: number) =>
    until(() => instructor.rounds.length >= count, `${count} rounds are closed`);
  held(await instructor.command("start"));
  await closed(TURNED);
  const role = { kind: "malicious", attack: { kind: "bitFlip", factor: 10 } } as const;
  held(await socket.emitWithAck("workers:flip", { who: { random: malicious }, role }));
  await closed(REVEALED);
  held(await socket.emitWithAck("class:set", { revealed: true }));
  await until(() => rounds.length > wanted, `round ${wanted} is open`);
  rounds.length = wanted;
  // a fast class may leave no time for its panels: they get their results once the run rests
  rests = true;
  held(await instructor.command("pause"));
  const shows = (event: string) =>
    rounds
      .slice(1)
      .flat()
      .some((sent) => sent.event === event);
  await until(() => INSIGHTS.every(shows), "the panels have results");
  socket.offAny();
  const { rounds: _, ...snapshot } = watching;
  return { watching: { ...snapshot, rounds: [] }, rounds, steadyFrom: STEADY };
}

/** Starts workers without a browser; call the result to end them. */
function startWorkers({ url, room }: CoordinatorProcess, count: number): () => Promise<void> {
  const flags = ["--url", url, "--room", room, "--count", `${count}`];
  const command = ["--import", "tsx", "apps/cli/src/main.ts", "worker", ...flags];
  const child = spawn(process.execPath, command, { cwd: REPOSITORY, stdio: "ignore" });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill); // an interrupted recording leaves no process
  return async () => {
    process.off("exit", kill);
    kill();
    await closed;
  };
}

/** @throws Error with the refusal. */
function held<T extends object>(answer: Answer<T>): { ok: true } & T {
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.detail}`);
  return answer;
}
