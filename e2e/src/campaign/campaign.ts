/** Injects a plan's faults into a real class, and after each one checks what its workers and watchers heard. */
import { stream } from "@honest-majority/random";
import { type CoordinatorOptions, launchCoordinator } from "../coordinator/launch";
import { openClock } from "./clock";
import { assembleCrew } from "./crew";
import { digestOf } from "./digest";
import { openDisk } from "./disk";
import type { Scene } from "./faults/fault";
import { FAULTS, faultOf } from "./faults/faults";
import { type Finding, Ledger } from "./ledger";
import { MAIN_WATCHER, type Note } from "./notes";
import { planOf, type Step } from "./plan";
import { ARMS, LEARNING_RATE } from "./vectors";
import { watch } from "./watcher";

export interface CampaignOptions {
  seed: number;
  /** Kinds to draw from; unset, all. */
  kinds?: readonly string[];
  /** Whether to go on with this step. */
  goesOn: (step: number) => boolean;
  print: (line: string) => void;
}

export interface CampaignResult {
  seed: number;
  /** Faults injected, by kind. */
  injected: Record<string, number>;
  /** Kinds that this machine cannot inject, and why. */
  skipped: Record<string, string>;
  rounds: number;
  findings: (Finding & { step: number })[];
  /** From a process that is ready to the first round that closes after it, in milliseconds, of every restart. */
  resumedMs: number[];
}

/** A class that makes no progress for so long is stuck. */
const STUCK_MS = 120_000;
/** A worker that is stopped or late costs its round so much. */
const DEADLINE_MS = 1_500;
/** So many must close after a fault. */
const ROUNDS_AFTER = 2;

const CONFIG = {
  model: "softmax",
  workers: 5,
  f: 0,
  quorum: 2,
  arms: [...ARMS],
  rounds: 1_000_000,
  evaluateEvery: 1_000_000,
  batchSize: 4,
  learningRate: LEARNING_RATE,
  roundDeadlineMs: DEADLINE_MS,
} as const;

export async function runCampaign({
  seed,
  kinds = Object.keys(FAULTS),
  goesOn,
  print,
}: CampaignOptions): Promise<CampaignResult> {
  const disk = openDisk();
  const result: CampaignResult = { seed, injected: {}, skipped: {}, rounds: 0, findings: [], resumedMs: [] };
  const weights: Record<string, number> = {};
  for (const kind of kinds) {
    const why = faultOf(kind).missing?.(disk);
    if (why === undefined) weights[kind] = faultOf(kind).weight;
    else result.skipped[kind] = why;
  }
  for (const [kind, why] of Object.entries(result.skipped)) print(`${kind} is skipped: ${why}`);
  const stage = await openClass(disk).catch((error: unknown) => {
    disk.release();
    throw error;
  });
  try {
    for (const step of planOf(seed, weights)) {
      if (!goesOn(step.step)) break;
      await take(step, stage, result);
      const { kind, detail } = result.findings.at(-1) ?? {};
      const wrong = result.findings.at(-1)?.step === step.step ? `  ${kind}: ${detail}` : "";
      print(`${step.step} ${step.kind}: ${result.rounds} rounds${wrong}`);
      if (result.findings.some((finding) => finding.kind === "other")) break; // a class that is stuck stays so
    }
  } finally {
    await stage.close();
    disk.release();
  }
  return result;
}

export type Class = Omit<Scene, "random" | "restarted"> & { close(): Promise<void> };

export async function openClass(
  disk: Scene["disk"],
  { nodeArgs = [], ...launch }: Pick<CoordinatorOptions, "nodeArgs" | "started"> = {},
): Promise<Class> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const clock = openClock();
    closers.push(() => clock.close());
    const coordinator = await launchCoordinator({
      config: CONFIG,
      args: ["--host", "127.0.0.1"],
      within: disk.folder,
      nodeArgs: [...clock.nodeArgs, ...nodeArgs],
      ...launch,
    });
    closers.push(() => coordinator.stop());
    const ledger = new Ledger(digestOf);
    const note = (one: Note) => ledger.take(one);
    const { url, room, token } = coordinator;
    const instructor = await watch({ url, room, token, name: MAIN_WATCHER, note });
    closers.push(() => instructor.close());
    const other = await watch({ url, room, name: "watcher", note });
    closers.push(() => other.close());
    const crew = await assembleCrew({ url, room }, note);
    closers.push(() => crew.close());
    const answer = await instructor.socket.emitWithAck("run:start");
    if (!answer.ok) throw new Error(answer.detail);
    return { coordinator, crew, instructor, ledger, disk, clock, until, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Injects one fault, waits for rounds after it, and adds what the checks find. */
async function take({ step, kind, seed }: Step, stage: Class, result: CampaignResult): Promise<void> {
  const { ledger, crew } = stage;
  let restartedAt: number | undefined;
  const restarted = () => {
    restartedAt = performance.now();
  };
  const find = (error: unknown) => result.findings.push({ kind: "other", detail: `${error}`, step });
  try {
    await inTime(
      faultOf(kind).inject({ ...stage, random: stream(seed, kind), restarted }),
      `${kind} is done`,
    );
    result.injected[kind] = (result.injected[kind] ?? 0) + 1;
    const { run, last } = ledger;
    await stage.until(() => ledger.run !== run || ledger.last > last, "a round closes after the fault");
    if (restartedAt !== undefined) result.resumedMs.push(performance.now() - restartedAt);
    await stage.until(
      () => ledger.run !== run || ledger.last >= last + ROUNDS_AFTER,
      "rounds close after the fault",
    );
    await crew.flush();
  } catch (error) {
    find(error);
  }
  ledger.check();
  result.rounds = ledger.rounds;
  result.findings.push(...ledger.findings.splice(0).map((finding) => ({ ...finding, step })));
}

/** Rejects when the promise is not settled before the class counts as stuck. */
async function inTime(promise: Promise<void>, what: string): Promise<void> {
  let done = false;
  const settled = promise.finally(() => {
    done = true;
  });
  await Promise.race([settled, until(() => done, what)]);
  await settled;
}

async function until(holds: () => boolean, what: string): Promise<void> {
  const end = performance.now() + STUCK_MS;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not within ${STUCK_MS / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
