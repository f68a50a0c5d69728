/** Starts a run: a new one in the lobby, or a recorded one at the round after its last record. */

import {
  type Compute,
  Conductor,
  type ConductorParts,
  machineAfter,
  newMachine,
  type PreparedRun,
  type RunMachine,
  type SavedVectors,
  startArm,
} from "@honest-majority/conductor";
import {
  armLabel,
  cleanText,
  type RoundRecord,
  type RunConfig,
  type RunEvent,
} from "@honest-majority/protocol";
import type { KeptChanges, KeptRoom, KeptRun, RunStore } from "./runStore";

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

/**
 * The recorded run, at the round after its last record; a new one in the lobby when it was there, or when its records cannot
 * be continued. `problem` is a sentence about damage.
 *
 * @throws UserError when the run's data cannot be read.
 */
export async function resumeLiveRun(
  hooks: LiveRunHooks,
  kept: KeptRoom,
): Promise<{ live: LiveRun; problem?: string }> {
  const { run, config, room, phase } = kept;
  if (phase === "lobby") return { live: await newLiveRun(hooks, config) };
  const prepared = await hooks.compute.prepare(run, config);
  const loaded = await hooks.store
    .loadRun(room, run, prepared.dim)
    .then((found) => mustBelongTo(config, found))
    .catch((error: Error) => error);
  if (loaded instanceof Error) {
    hooks.compute.release(run);
    const problem = `${loaded.message}. Run ${run} cannot go on; its files stay as they are. Room ${room} is in its lobby with the same workers and settings: Start begins a new run`;
    return { live: await newLiveRun(hooks, config), problem };
  }
  const { records, vectors, problem } = loaded;
  const last = records.at(-1);
  const machine = machineAfter(config, records, {
    phase: phase === "paused" ? "paused" : "running",
    need: last?.invited.length ?? kept.workers.length,
  });
  const resumed = live(hooks, { run, config, prepared, machine, records });
  resumed.changes = kept.changes;
  // a round that was recorded has these events in its record
  const unrecorded = (kept.changes?.round ?? -1) > (last?.round ?? -1) ? (kept.changes?.events ?? []) : [];
  if (vectors !== undefined) restore(resumed, vectors, unrecorded);
  for (const event of unrecorded) resumed.conductor.note(event);
  if (phase !== "finished")
    resumed.conductor.note({ kind: "resumed", note: "the coordinator was restarted" });
  return { live: resumed, problem };
}

/** @throws RangeError when the last record has other arms than the settings name. */
function mustBelongTo(config: RunConfig, found: KeptRun): KeptRun {
  const labels = config.arms.map(armLabel);
  const recorded = found.records.at(-1)?.arms.map(({ label }) => label) ?? [];
  // earlier versions did not clean labels
  if (recorded.every((label, arm) => cleanText(label) === labels[arm])) return found;
  throw new RangeError(
    `the records are of ${recorded.join(", ")}, and the settings name ${labels.join(", ")}`,
  );
}

/** Arms that were added after the last record are not in `vectors`: they start from the arms that the events name. */
function restore({ config, prepared }: LiveRun, vectors: SavedVectors, events: readonly RunEvent[]): void {
  const { dim, parameters, previous, residual } = prepared;
  parameters.set(vectors.parameters);
  previous.set(vectors.previous);
  if (vectors.residual !== undefined) residual.set(vectors.residual);
  const labels = config.arms.map(armLabel);
  for (let arm = vectors.parameters.length / dim; arm < labels.length; arm++) {
    const added = events.find((event) => event.kind === "arm-added" && event.arm === labels[arm]);
    const from = added?.kind === "arm-added" ? labels.indexOf(added.from) : 0;
    startArm(prepared, { arm, from: Math.max(0, from) });
  }
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
  const keep = async (record: RoundRecord, vectors: SavedVectors) => {
    // a killed coordinator that finds the room in its lobby on disk would start another run
    if (record.round === 0) await hooks.saveRoom();
    await hooks.store.append(hooks.code, run, record, vectors);
  };
  return { run, config, prepared, conductor: new Conductor({ ...hooks, ...parts, keep }) };
}
