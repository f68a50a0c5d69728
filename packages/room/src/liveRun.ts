/** Starts a run: a new one in the lobby, or a recorded one at the round after its last record. */

import {
  type Compute,
  Conductor,
  type ConductorParts,
  machineAfter,
  newMachine,
  type PreparedRun,
  type RunMachine,
} from "@honest-majority/conductor";
import type { RoundRecord, RunConfig } from "@honest-majority/protocol";
import type { KeptChanges, KeptRoom, RunStore } from "./runStore";

export interface LiveRun {
  run: string;
  config: RunConfig;
  prepared: PreparedRun;
  conductor: Conductor;
  changes?: KeptChanges;
}

export type LiveRunHooks = Omit<
  ConductorParts,
  "run" | "config" | "prepared" | "machine" | "records" | "keep"
> & {
  code: string;
  compute: Compute;
  store: RunStore;
  /** Writes the room's record at once. */
  saveRoom: () => Promise<void>;
  newRunId: () => string;
};

/** A run in the lobby; with `startsWith`, one that starts by itself when so many workers are ready. */
export async function newLiveRun(
  hooks: LiveRunHooks,
  config: RunConfig,
  startsWith?: number,
): Promise<LiveRun> {
  const run = hooks.newRunId();
  const prepared = await hooks.compute.prepare(run, config);
  const machine =
    startsWith === undefined
      ? newMachine(config)
      : machineAfter(config, [], { phase: "running", need: startsWith });
  return live(hooks, { run, config, prepared, machine, records: [] });
}

export async function resumeLiveRun(hooks: LiveRunHooks, kept: KeptRoom): Promise<LiveRun> {
  const { run, config, room, phase } = kept;
  if (phase === "lobby") return newLiveRun(hooks, config);
  const prepared = await hooks.compute.prepare(run, config);
  const { records, vectors } = await hooks.store.loadRun(room, run, {
    arms: config.arms.length,
    dim: prepared.dim,
  });
  if (vectors !== undefined) {
    prepared.parameters.set(vectors.parameters);
    prepared.previous.set(vectors.previous);
  }
  const machine = machineAfter(config, records, {
    phase: phase === "paused" ? "paused" : "running",
    need: records.at(-1)?.invited.length ?? kept.workers.length,
  });
  const resumed = live(hooks, { run, config, prepared, machine, records });
  const { changes } = kept;
  resumed.changes = changes;
  // a round that was recorded has these events in its record
  if (changes !== undefined && changes.round > (records.at(-1)?.round ?? -1)) {
    for (const event of changes.events) resumed.conductor.note(event);
  }
  if (phase !== "finished")
    resumed.conductor.note({ kind: "resumed", note: "the coordinator was restarted" });
  return resumed;
}

function live(
  hooks: LiveRunHooks,
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
    // a killed coordinator that finds the room in its lobby on disk would start another run
    if (record.round === 0) await hooks.saveRoom();
    await hooks.store.append(hooks.code, run, record, prepared);
  };
  return { run, config, prepared, conductor: new Conductor({ ...hooks, ...parts, keep }) };
}
