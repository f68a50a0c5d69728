/** A run as a state machine: state and event in, state and effects out. Knows no vector, socket, clock or role. */
import { type Answered, depart, isComplete, openRound, type Round, receive } from "./round";

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
  | { kind: "closing"; round: Round };

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
  /** Arms whose parameters exploded, with the round. */
  readonly diverged: ReadonlyMap<number, number>;
}

export type Command = "start" | "pause" | "step" | "skip" | "reset";

export type RunInput =
  | { type: Command }
  /** Everyone who is ready now, in order; sent whenever that changes. */
  | { type: "ready"; workers: readonly string[] }
  | { type: "answered"; worker: string; arm: number; answered: Answered }
  | { type: "deadline"; round: number }
  /** A resumed run has waited long enough for workers that have not returned. */
  | { type: "patience" }
  | { type: "aggregated"; diverged: readonly number[] }
  /** The closed round could not be computed or stored. It was not announced, and runs again after a pause. */
  | { type: "failed" };

export type RunEffect =
  | { type: "open"; round: Round }
  | { type: "close"; round: Round; closedBy: "all-in" | "deadline" };

export type Step = { machine: RunMachine; effects: RunEffect[] };

export function runMachine(plan: RunPlan): RunMachine {
  return { plan, run: { phase: "lobby" }, ready: [], diverged: new Map() };
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
  const machine = { plan, run, ready: [], diverged };
  return isOver(machine, next) ? { ...machine, run: { phase: "finished", next } } : machine;
}

/** Why a command is refused now; undefined when it is accepted. */
export function refusesCommand({ run }: RunMachine, command: Command): string | undefined {
  switch (command) {
    case "start":
      if (run.phase === "running" && !run.pauseAfter) return "the run is already going";
      return run.phase === "finished" ? "the run is finished: reset it first" : undefined;
    case "pause":
      return run.phase === "running" ? undefined : "only a running run can be paused";
    case "step":
      if (run.phase === "running") return "pause the run before stepping";
      return run.phase === "finished" ? "the run is finished: reset it first" : undefined;
    case "skip":
      return run.phase === "running" && run.work.kind === "collecting" ? undefined : "no round is open";
    case "reset":
      return undefined;
    default:
      return command satisfies never;
  }
}

/** @throws RangeError for a command that `refusesCommand` objects to. */
export function advance(machine: RunMachine, input: RunInput): Step {
  switch (input.type) {
    case "start":
    case "pause":
    case "step":
    case "skip":
    case "reset":
      return follow(machine, input.type);
    case "ready":
      return whenReadyChanges(machine, input.workers);
    case "answered":
      return inOpenRound(machine, (round) => receive(round, input.worker, input.arm, input.answered));
    case "deadline":
      return whenTimeIsUp(machine, input.round);
    case "patience":
      return stopWaitingForOld(machine);
    case "aggregated":
      return whenAggregated(machine, input.diverged);
    case "failed":
      return whenFailed(machine);
    default:
      return input satisfies never;
  }
}

function follow(machine: RunMachine, command: Command): Step {
  const reason = refusesCommand(machine, command);
  if (reason !== undefined) throw new RangeError(`advance: ${command}: ${reason}`);
  const { run, plan } = machine;
  switch (command) {
    case "start":
    case "step": {
      if (run.phase === "running") return withoutEffects({ ...machine, run: { ...run, pauseAfter: false } });
      const next = run.phase === "lobby" ? 0 : run.next;
      const work: Work = { kind: "waiting", need: plan.quorum };
      return openIfPossible({
        ...machine,
        run: { phase: "running", next, work, pauseAfter: command === "step" },
      });
    }
    case "pause":
      if (run.phase !== "running") return withoutEffects(machine);
      if (run.work.kind === "waiting")
        return withoutEffects({ ...machine, run: { phase: "paused", next: run.next } });
      return withoutEffects({ ...machine, run: { ...run, pauseAfter: true } });
    case "skip":
      if (run.phase !== "running" || run.work.kind !== "collecting") return withoutEffects(machine);
      return close(machine, run.work.round, "deadline");
    case "reset":
      return withoutEffects({ ...runMachine(plan), ready: machine.ready });
    default:
      return command satisfies never;
  }
}

function whenReadyChanges(machine: RunMachine, workers: readonly string[]): Step {
  const here = { ...machine, ready: workers };
  const { run } = here;
  if (run.phase !== "running") return withoutEffects(here);
  if (run.work.kind === "waiting") return openIfPossible(here);
  return inOpenRound(here, (round) =>
    round.invited.filter((worker) => !workers.includes(worker)).reduce(depart, round),
  );
}

/** Arrivals and departures may close a round only here. */
function inOpenRound(machine: RunMachine, change: (round: Round) => Round): Step {
  const { run } = machine;
  if (run.phase !== "running" || run.work.kind !== "collecting") return withoutEffects(machine);
  const round = change(run.work.round);
  const changed: RunMachine = { ...machine, run: { ...run, work: { kind: "collecting", round } } };
  return isComplete(round) ? close(changed, round, "all-in") : withoutEffects(changed);
}

function whenTimeIsUp(machine: RunMachine, round: number): Step {
  const { run } = machine;
  if (run.phase !== "running" || run.work.kind !== "collecting" || run.work.round.round !== round)
    return withoutEffects(machine);
  return close(machine, run.work.round, "deadline");
}

function stopWaitingForOld(machine: RunMachine): Step {
  const { run, plan } = machine;
  if (run.phase !== "running" || run.work.kind !== "waiting") return withoutEffects(machine);
  return openIfPossible({ ...machine, run: { ...run, work: { kind: "waiting", need: plan.quorum } } });
}

function whenAggregated(machine: RunMachine, newlyDiverged: readonly number[]): Step {
  const { run, plan } = machine;
  // the run was reset during the aggregation
  if (run.phase !== "running" || run.work.kind !== "closing") return withoutEffects(machine);
  const diverged = new Map(machine.diverged);
  for (const arm of newlyDiverged) diverged.set(arm, run.next);
  const next = run.next + 1;
  const after = { ...machine, diverged };
  if (isOver(after, next)) return withoutEffects({ ...after, run: { phase: "finished", next } });
  if (run.pauseAfter) return withoutEffects({ ...after, run: { phase: "paused", next } });
  return openIfPossible({ ...after, run: { ...run, next, work: { kind: "waiting", need: plan.quorum } } });
}

function whenFailed(machine: RunMachine): Step {
  const { run } = machine;
  if (run.phase !== "running" || run.work.kind !== "closing") return withoutEffects(machine);
  return withoutEffects({ ...machine, run: { phase: "paused", next: run.next } });
}

function openIfPossible(machine: RunMachine): Step {
  const { run, ready, plan, diverged } = machine;
  if (run.phase !== "running" || run.work.kind !== "waiting" || ready.length < run.work.need)
    return withoutEffects(machine);
  const arms = Array.from({ length: plan.arms }, (_, arm) => arm).filter((arm) => !diverged.has(arm));
  const round = openRound(run.next, ready, arms);
  return {
    machine: { ...machine, run: { ...run, work: { kind: "collecting", round } } },
    effects: [{ type: "open", round }],
  };
}

function close(machine: RunMachine, round: Round, closedBy: "all-in" | "deadline"): Step {
  const { run } = machine;
  if (run.phase !== "running") return withoutEffects(machine);
  return {
    machine: { ...machine, run: { ...run, work: { kind: "closing", round } } },
    effects: [{ type: "close", round, closedBy }],
  };
}

/** All rounds done, or no arm left to train. */
function isOver({ plan, diverged }: RunMachine, next: number): boolean {
  return next >= plan.rounds || diverged.size >= plan.arms;
}

function withoutEffects(machine: RunMachine): Step {
  return { machine, effects: [] };
}
