/** The state of a run, what changes it, and what it asks for. Knows no vector, socket, clock or role. */
import type { RoundRecord } from "@honest-majority/protocol";
import type { Answered, Round } from "./round";

export interface RunPlan {
  rounds: number;
  arms: number;
  quorum: number;
}

export type Work =
  /** For `need` ready workers: the quorum, or in a resumed run as many as it had. */
  | { kind: "waiting"; need: number }
  | { kind: "collecting"; round: Round }
  /** Closed; the aggregates are being computed. */
  | { kind: "closing"; round: Round }
  /** The last round is done, and the pace does not let the next one open yet. */
  | { kind: "resting" }
  /** No other round opens: the run pauses or ends when every round is recorded. */
  | { kind: "settling" };

export type RunPhase =
  | { phase: "lobby" }
  | { phase: "running"; next: number; work: Work; pauseAfter: boolean }
  | { phase: "paused"; next: number }
  | { phase: "finished"; next: number };

export interface RunMachine {
  readonly plan: RunPlan;
  readonly run: RunPhase;
  /** Ready workers in the order of their index. */
  readonly ready: readonly string[];
  /** Workers that missed several rounds in a row: rounds do not wait for them, unless the quorum needs them. */
  readonly silent: ReadonlySet<string>;
  /** Arms whose parameters exploded, with the round. */
  readonly diverged: ReadonlyMap<number, number>;
  /** The run is being changed: an open round goes on, and no other round opens. */
  readonly held: boolean;
  /** How many rounds before `next` have been aggregated and not recorded. */
  readonly unrecorded: number;
  /** No round opens while more rounds than these are unrecorded. */
  readonly ahead: number;
}

export type Command = "start" | "pause" | "step" | "close-now" | "reset";

export type RunInput =
  | { type: Command }
  /** Everyone who is ready now, in order; sent whenever that changes. */
  | { type: "ready"; workers: readonly string[] }
  /** Everyone who missed several rounds in a row; counts from the next round on. */
  | { type: "silent"; workers: readonly string[] }
  | { type: "answered"; worker: string; arm: number; answered: Answered }
  | { type: "deadline"; round: number }
  /** A resumed run has waited long enough for workers that have not returned. */
  | { type: "patience" }
  /** The parameters have stepped. `early`: the pace does not let the next round open yet. */
  | { type: "aggregated"; diverged: readonly number[]; early: boolean }
  /** The first unrecorded round is on disk. */
  | { type: "recorded" }
  /** The pace lets the next round open. */
  | { type: "rested" }
  /** The first unrecorded round could not be computed or stored. Neither it nor a later one was announced: they run again after a pause. */
  | { type: "failed" }
  | { type: "hold" }
  /** The change is made, and `plan` holds from the next round on. */
  | { type: "release"; plan: RunPlan };

export type RunEffect =
  | { type: "open"; round: Round }
  | { type: "close"; round: Round; closedBy: RoundRecord["closedBy"] }
  /** Asks for `rested` as soon as the pace lets the next round open. */
  | { type: "rest" };

export function runMachine(plan: RunPlan, ahead = 0): RunMachine {
  return {
    plan,
    run: { phase: "lobby" },
    ready: [],
    silent: new Set(),
    diverged: new Map(),
    held: false,
    unrecorded: 0,
    ahead,
  };
}

/** A machine that resumes at round `next` after a restart, once `need` workers are ready or after `patience`. */
export function resumedMachine(
  plan: RunPlan,
  {
    next,
    diverged,
    need,
    phase,
  }: { next: number; diverged: ReadonlyMap<number, number>; need: number; phase: "running" | "paused" },
): RunMachine {
  const run: RunPhase =
    phase === "paused"
      ? { phase, next }
      : { phase, next, work: { kind: "waiting", need: Math.max(need, plan.quorum) }, pauseAfter: false };
  const machine = { ...runMachine(plan), run, diverged };
  return isOver(machine, next) ? { ...machine, run: { phase: "finished", next } } : machine;
}

/** All rounds done, or no arm left to train. */
export function isOver({ plan, diverged }: RunMachine, next: number): boolean {
  return next >= plan.rounds || diverged.size >= plan.arms;
}

/** Why a command is refused now; undefined when it is accepted. */
export function refusesCommand({ run }: RunMachine, command: Command): string | undefined {
  switch (command) {
    case "start":
      if (run.phase === "running" && !run.pauseAfter) return "the run is running already";
      return run.phase === "finished" ? "the run is finished: press Again for another" : undefined;
    case "pause":
      return run.phase === "running" ? undefined : "the run is not running: start it first";
    case "step":
      if (run.phase === "running") return "the run is running: pause it before a single step";
      return run.phase === "finished" ? "the run is finished: press Again for another" : undefined;
    case "close-now":
      return run.phase === "running" && run.work.kind === "collecting"
        ? undefined
        : "no round is open: wait for the next one";
    case "reset":
      return undefined;
    default:
      return command satisfies never;
  }
}
