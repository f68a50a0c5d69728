/** What the dashboards show of a run machine. Pure. */
import type { RoundProgress, RunState } from "@honest-majority/protocol";
import { hasAnswered, type Round, type RunMachine } from "@honest-majority/rounds";

export function stateOf({ run, ready }: RunMachine): RunState {
  switch (run.phase) {
    case "lobby":
      return { phase: "lobby" };
    case "running": {
      const waitingFor = run.work.kind === "waiting" ? Math.max(0, run.work.need - ready.length) : 0;
      // until its rounds are recorded, a run that ends or pauses is at the last of them
      const round = run.work.kind === "settling" ? run.next - 1 : run.next;
      return { phase: "running", round, waitingFor, pausing: run.pauseAfter };
    }
    case "paused":
    case "finished":
      return { phase: run.phase, round: run.next };
    default:
      return run satisfies never;
  }
}

/** Whether the dashboards show the same. States are flat; this is asked at every update. */
export function isSameState(state: RunState, other: RunState): boolean {
  const [fields, others] = [Object.entries(state), Object.entries(other)];
  return fields.length === others.length && fields.every(([, value], i) => value === others[i][1]);
}

/** The round that is open, if one is. */
export function collectedRound({ run }: RunMachine): Round | undefined {
  return run.phase === "running" && run.work.kind === "collecting" ? run.work.round : undefined;
}

/** The round that is closed and has not stepped yet, if one is. */
export function closingRound({ run }: RunMachine): Round | undefined {
  return run.phase === "running" && run.work.kind === "closing" ? run.work.round : undefined;
}

/** Whether a round is open, or closed and being computed. */
export function isRoundOpen({ run }: RunMachine): boolean {
  return run.phase === "running" && (run.work.kind === "collecting" || run.work.kind === "closing");
}

/** Whether the next round waits for the pace. */
export function isResting({ run }: RunMachine): boolean {
  return run.phase === "running" && run.work.kind === "resting";
}

/** The first round of the run that has not closed; while one is closing, the round after it. */
export function upcomingRound({ run }: RunMachine): number {
  if (run.phase === "lobby") return 0;
  return run.phase === "running" && run.work.kind === "closing" ? run.next + 1 : run.next;
}

export function progressOf(round: Round, timeLeftMs: number): RoundProgress {
  return {
    round: round.round,
    invited: [...round.invited],
    arrived: round.invited.filter((worker) => round.departed.has(worker) || hasAnswered(round, worker)),
    timeLeftMs,
  };
}
