/** Brings a run to life: a fresh one in the lobby, or one from disk at the round after its last record. */

import { type Compute, Conductor, type ConductorParts, type PreparedRun } from "@honest-majority/conductor";
import type { RoundRecord, RunConfig } from "@honest-majority/protocol";
import { planOf, type RunMachine, resumedMachine, runMachine } from "@honest-majority/rounds";
import type { KeptRoom, RunStore } from "../records/runStore";

export interface LiveRun {
  run: string;
  config: RunConfig;
  prepared: PreparedRun;
  conductor: Conductor;
}

type Hooks = Omit<ConductorParts, "run" | "config" | "prepared" | "machine" | "records" | "keep"> & {
  code: string;
  compute: Compute;
  store: RunStore;
  /** What is kept of the room, at once. */
  saveRoom: () => Promise<void>;
  newRunId: () => string;
};

export async function openRun(hooks: Hooks, config: RunConfig): Promise<LiveRun> {
  const run = hooks.newRunId();
  const prepared = await hooks.compute.prepare(run, config);
  return live(hooks, { run, config, prepared, machine: runMachine(planOf(config)), records: [] });
}

export async function resumeRun(hooks: Hooks, kept: KeptRoom): Promise<LiveRun> {
  const { run, config, room, phase } = kept;
  if (phase === "lobby") return openRun(hooks, config);
  const prepared = await hooks.compute.prepare(run, config);
  const { records, vectors } = await hooks.store.loadRun(room, run, { vectors: prepared.parameters.length });
  if (vectors !== undefined) {
    prepared.parameters.set(vectors.parameters);
    prepared.previous.set(vectors.previous);
  }
  const last = records.at(-1);
  const machine = resumedMachine(planOf(config), {
    next: last === undefined ? 0 : last.round + 1,
    diverged: divergedIn(records),
    need: last?.invited.length ?? config.workers,
    phase: phase === "paused" ? "paused" : "running",
  });
  const resumed = live(hooks, { run, config, prepared, machine, records });
  if (phase !== "finished")
    resumed.conductor.note({ kind: "resumed", note: "the coordinator was restarted" });
  return resumed;
}

function live(
  hooks: Hooks,
  parts: {
    run: string;
    config: RunConfig;
    prepared: PreparedRun;
    machine: RunMachine;
    records: RoundRecord[];
  },
): LiveRun {
  const { run, config, prepared } = parts;
  const keep = async (record: RoundRecord) => {
    if (record.round === 0) await hooks.saveRoom(); // a room that is in the lobby on disk would begin another run
    await hooks.store.append(hooks.code, run, record, prepared);
  };
  return { run, config, prepared, conductor: new Conductor({ ...hooks, ...parts, keep }) };
}

function divergedIn(records: readonly RoundRecord[]): Map<number, number> {
  const diverged = new Map<number, number>();
  for (const { round, arms } of records) {
    arms.forEach(({ outcome }, arm) => {
      if (outcome === "diverged" && !diverged.has(arm)) diverged.set(arm, round);
    });
  }
  return diverged;
}
