/** A run as a state machine: state and event in, state and effects out. Knows no vector, socket, clock or role. */
import type { RoundRecord } from "@honest-majority/protocol";
import {
  type Command,
  isOver,
  type RunEffect,
  type RunInput,
  type RunMachine,
  type RunPlan,
  refusesCommand,
  runMachine,
  type Work,
} from "./machine";
import { depart, isComplete, openRound, type Round, receive } from "./round";

export type Step = { machine: RunMachine; effects: RunEffect[] };

/** @throws RangeError for a command that `refusesCommand` objects to. */
export function advance(machine: RunMachine, input: RunInput): Step {
  switch (input.type) {
    case "start":
    case "pause":
    case "step":
    case "close-now":
    case "reset":
      return follow(machine, input.type);
    case "ready":
      return whenReadyChanges(machine, input.workers);
    case "silent":
      return withoutEffects({ ...machine, silent: new Set(input.workers) });
    case "answered":
      return inOpenRound(machine, (round) => receive(round, input.worker, input.arm, input.answered));
    case "deadline":
      return whenTimeIsUp(machine, input.round);
    case "patience":
      return stopWaitingForOld(machine);
    case "aggregated":
      return whenAggregated(machine, input);
    case "recorded":
      return whenRecorded(machine);
    case "rested":
      return whenRested(machine);
    case "failed":
      return whenFailed(machine);
    case "hold":
      return withoutEffects({ ...machine, held: true });
    case "release":
      return whenChanged(machine, input.plan);
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
      if (run.phase === "running") return withoutPause({ ...machine, run: { ...run, pauseAfter: false } });
      const next = run.phase === "lobby" ? 0 : run.next;
      const work: Work = { kind: "waiting", need: plan.quorum };
      return openIfPossible({
        ...machine,
        run: { phase: "running", next, work, pauseAfter: command === "step" },
      });
    }
    case "pause":
      if (run.phase !== "running") return withoutEffects(machine);
      if (run.work.kind === "waiting" || run.work.kind === "resting")
        return settle({ ...machine, run: { ...run, work: { kind: "settling" }, pauseAfter: true } });
      return withoutEffects({ ...machine, run: { ...run, pauseAfter: true } });
    case "close-now":
      if (run.phase !== "running" || run.work.kind !== "collecting") return withoutEffects(machine);
      return close(machine, run.work.round, "instructor");
    case "reset":
      return withoutEffects({
        ...runMachine(plan, machine.ahead),
        ready: machine.ready,
        held: machine.held,
      });
    default:
      return command satisfies never;
  }
}

function whenReadyChanges(machine: RunMachine, workers: readonly string[]): Step {
  const here = { ...machine, ready: workers };
  const { run } = here;
  if (run.phase !== "running") return withoutEffects(here);
  if (run.work.kind === "waiting") return openIfPossible(here);
  const present = new Set(workers);
  return inOpenRound(here, (round) =>
    round.invited.filter((worker) => !present.has(worker)).reduce(depart, round),
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

function whenAggregated(
  machine: RunMachine,
  { diverged: newlyDiverged, early }: { diverged: readonly number[]; early: boolean },
): Step {
  const { run, plan } = machine;
  // the run was reset during the aggregation
  if (run.phase !== "running" || run.work.kind !== "closing") return withoutEffects(machine);
  const diverged = new Map(machine.diverged);
  for (const arm of newlyDiverged) diverged.set(arm, run.next);
  const next = run.next + 1;
  const after: RunMachine = { ...machine, diverged, unrecorded: machine.unrecorded + 1 };
  if (isOver(after, next) || run.pauseAfter)
    return settle({ ...after, run: { ...run, next, work: { kind: "settling" } } });
  const work: Work = early ? { kind: "resting" } : { kind: "waiting", need: plan.quorum };
  const rested = { ...after, run: { ...run, next, work } };
  return early ? { machine: rested, effects: [{ type: "rest" }] } : openIfPossible(rested);
}

function whenRecorded(machine: RunMachine): Step {
  if (machine.unrecorded === 0) return withoutEffects(machine); // the run was reset, or has failed
  const after = { ...machine, unrecorded: machine.unrecorded - 1 };
  const { run } = after;
  return run.phase === "running" && run.work.kind === "settling" ? settle(after) : openIfPossible(after);
}

/** Pauses or ends a run in which no other round opens, once every round is recorded. */
function settle(machine: RunMachine): Step {
  const { run } = machine;
  if (run.phase !== "running" || machine.unrecorded > 0) return withoutEffects(machine);
  const phase = isOver(machine, run.next) ? "finished" : "paused";
  return withoutEffects({ ...machine, run: { phase, next: run.next } });
}

/** Goes on with a run that was to pause. */
function withoutPause(machine: RunMachine): Step {
  const { run, plan } = machine;
  if (run.phase !== "running" || run.work.kind !== "settling" || isOver(machine, run.next))
    return withoutEffects(machine);
  return openIfPossible({ ...machine, run: { ...run, work: { kind: "waiting", need: plan.quorum } } });
}

function whenRested(machine: RunMachine): Step {
  const { run, plan } = machine;
  if (run.phase !== "running" || run.work.kind !== "resting") return withoutEffects(machine);
  return openIfPossible({ ...machine, run: { ...run, work: { kind: "waiting", need: plan.quorum } } });
}

function whenChanged(machine: RunMachine, plan: RunPlan): Step {
  const { run } = machine;
  const changed = { ...machine, plan, held: false };
  if (run.phase !== "running" || run.work.kind !== "waiting") return withoutEffects(changed);
  // a resumed run still waits for all that it had; any other, for the quorum as it is now
  const need = run.work.need === machine.plan.quorum ? plan.quorum : Math.max(run.work.need, plan.quorum);
  return openIfPossible({ ...changed, run: { ...run, work: { kind: "waiting", need } } });
}

/** Goes back to the first unrecorded round. A round that is open is abandoned. */
function whenFailed(machine: RunMachine): Step {
  const { run, unrecorded } = machine;
  if (run.phase !== "running" || (unrecorded === 0 && run.work.kind !== "closing"))
    return withoutEffects(machine);
  const next = run.next - unrecorded;
  const diverged = new Map([...machine.diverged].filter(([, round]) => round < next));
  return withoutEffects({ ...machine, run: { phase: "paused", next }, unrecorded: 0, diverged });
}

function openIfPossible(machine: RunMachine): Step {
  const { run, ready, silent, plan, diverged, held, unrecorded, ahead } = machine;
  if (run.phase !== "running" || run.work.kind !== "waiting") return withoutEffects(machine);
  if (held || unrecorded > ahead || ready.length < run.work.need) return withoutEffects(machine);
  const arms = Array.from({ length: plan.arms }, (_, arm) => arm).filter((arm) => !diverged.has(arm));
  const answering = ready.filter((worker) => !silent.has(worker)).length;
  // without the silent ones the round would close too early, and be skipped at once, for ever
  const round = openRound(run.next, ready, arms, answering < plan.quorum ? new Set() : silent);
  return {
    machine: { ...machine, run: { ...run, work: { kind: "collecting", round } } },
    effects: [{ type: "open", round }],
  };
}

function close(machine: RunMachine, round: Round, closedBy: RoundRecord["closedBy"]): Step {
  const { run } = machine;
  if (run.phase !== "running") return withoutEffects(machine);
  return {
    machine: { ...machine, run: { ...run, work: { kind: "closing", round } } },
    effects: [{ type: "close", round, closedBy }],
  };
}

function withoutEffects(machine: RunMachine): Step {
  return { machine, effects: [] };
}
