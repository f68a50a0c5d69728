/** Runs workers without a browser in a live room. They use the same session code as a tab. */
import { setTimeout as sleep } from "node:timers/promises";
import { chooseNodeBackend } from "@honest-majority/backends";
import { createLearner } from "@honest-majority/learning";
import type { AttackConfig } from "@honest-majority/protocol";
import { joinRoom, type LiveWorker } from "@honest-majority/worker/live";
import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import type { WorkerOptions } from "./worker";

const say = (line: string) => void process.stdout.write(`${line}\n`);
const ADVICE = "Start it again; if it happens again, report it with this line.";

export async function runWorkers({ url, room, count, attack, name }: WorkerOptions): Promise<void> {
  const backend = await chooseNodeBackend();
  say(`${count === 1 ? "1 worker" : `${count} workers`} on ${backend.name} for room ${room} at ${url}`);
  const workers = Array.from({ length: count }, (_, place) => {
    const called = name === undefined ? undefined : count === 1 ? name : `${name} ${place + 1}`;
    return startWorker({ origin: url, room, name: called, backend, attack });
  });
  let leaving = false;
  const leave = () => {
    if (leaving) process.exit(1); // a second Ctrl-C exits at once
    leaving = true;
    void Promise.all(workers.map((worker) => worker.live.leave())).then(() => process.exit(0));
  };
  process.on("SIGINT", leave);
  process.on("SIGTERM", leave);
  await Promise.all(workers.map((worker) => worker.stopped));
  process.exit(1); // every worker was refused or removed, and has printed why
}

interface StartOptions {
  origin: string;
  room: string;
  name?: string;
  backend: { name: string; note: string };
  attack?: AttackConfig;
}

/** `stopped` resolves when the coordinator refuses or removes the worker for good. */
function startWorker({ attack, ...request }: StartOptions): { live: LiveWorker; stopped: Promise<void> } {
  let view: LearnerView = EMPTY_VIEW;
  let end = () => {};
  const stopped = new Promise<void>((resolve) => {
    end = resolve;
  });
  const who = () => view.worker?.name ?? request.name ?? "a worker";
  const report = (change: Partial<LearnerView>) => {
    const before = view;
    view = { ...view, ...change };
    if (change.worker && before.worker === undefined) {
      say(`${who()} joined`);
      if (attack !== undefined) void live.flip({ kind: "malicious", attack });
    }
    if (change.notice !== undefined && change.notice !== before.notice) say(`${who()}: ${change.notice}`);
    if (change.link === undefined || change.link.kind === before.link.kind) return;
    if (change.link.kind === "reconnecting")
      say(`${who()} lost the connection to the coordinator, and is reconnecting`);
    if (change.link.kind === "ready" && before.link.kind !== "starting") say(`${who()} is ready`);
    if (change.link.kind === "stopped") {
      say(`${who()}: ${change.link.title}. ${change.link.advice}`);
      end();
    }
  };
  const live = joinRoom(
    { ...request, hidden: false, computingAdvice: ADVICE },
    {
      createLearner: ({ training }, examples, workerIndex) =>
        createLearner({ ...training, examples, workerIndex }),
      now: () => performance.now(),
      sleep: (ms) => sleep(ms),
      view: () => view,
      report,
      keepToken() {}, // a restarted process joins as a new worker
      showExamples() {},
    },
  );
  return { live, stopped };
}
