/** The state machine that a run starts with: in the lobby, or resumed after the last record. */
import type { RoundRecord, RunConfig } from "@honest-majority/protocol";
import { planOf, type RunMachine, resumedMachine, runMachine } from "@honest-majority/rounds";

export function newMachine(config: RunConfig): RunMachine {
  return runMachine(planOf(config));
}

/** `records`: every closed round of the run, in order. `need`: the workers that a running run waits for. */
export function machineAfter(
  config: RunConfig,
  records: readonly RoundRecord[],
  { phase, need }: { phase: "running" | "paused"; need: number },
): RunMachine {
  const last = records.at(-1);
  return resumedMachine(planOf(config), {
    next: last === undefined ? 0 : last.round + 1,
    diverged: divergedIn(records),
    need,
    phase,
  });
}

/** By arm, the round in which it first diverged. */
function divergedIn(records: readonly RoundRecord[]): Map<number, number> {
  const diverged = new Map<number, number>();
  for (const { round, arms } of records) {
    arms.forEach(({ outcome }, arm) => {
      if (outcome === "diverged" && !diverged.has(arm)) diverged.set(arm, round);
    });
  }
  return diverged;
}
