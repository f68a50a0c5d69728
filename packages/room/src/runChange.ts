/** Changes of a run that goes on: new settings, and more arms. Decides what may change, and makes the change. */
import { addArmVectors, type Compute, showArms } from "@honest-majority/conductor";
import {
  type Arm,
  addedArms,
  armLabel,
  armTitle,
  changedSettings,
  describeConfigError,
  describeWaiting,
  quoted,
  type Refusal,
  RUN_SETTINGS,
  RunConfig,
  type RunEvent,
  refuse,
} from "@honest-majority/protocol";
import type { LiveRun } from "./liveRun";

export interface RunChange {
  config: RunConfig;
  /** The place of the arm whose parameters the added arms start from. */
  from: number;
  /** For the record of the first round in which it counts. */
  events: RunEvent[];
}

/** A running run with one arm more, or why there can be none. */
export function withArm(live: LiveRun, arm: Arm, from?: string): RunChange | Refusal {
  const input = configWithArm(live.config, arm);
  return "ok" in input ? input : change(live, input, from);
}

/** The config with one arm more, or why there can be none. */
export function configWithArm(config: RunConfig, arm: Arm): RunConfig | Refusal {
  const labels = config.arms.map(armLabel);
  const label = armLabel(arm);
  if (labels.includes(label))
    return refuse(
      "bad-config",
      `the run already has "${armTitle(label)}": choose another rule, or give this one a label of its own`,
    );
  const { most } = RUN_SETTINGS.arms;
  if (labels.length >= most)
    return refuse(
      "bad-config",
      `a run has at most ${most} rules: remove one in the settings of the next run`,
    );
  return { ...config, arms: [...config.arms, arm] };
}

/** A running run with the settings of `after`, or why it cannot have them. Added arms start from the first one. */
export function withSettings(live: LiveRun, after: RunConfig): RunChange | Refusal {
  const waiting = describeWaiting(live.config, after);
  if (waiting !== undefined)
    return refuse("wrong-phase", `the run is ${live.conductor.state.phase}, and ${waiting}`);
  return change(live, after);
}

function change(live: LiveRun, input: RunConfig, from?: string): RunChange | Refusal {
  const { config: before, conductor } = live;
  const { state } = conductor;
  if (state.phase === "lobby")
    return refuse("wrong-phase", "the run was reset in the meantime: make the change again");
  if (state.phase === "finished")
    return refuse("wrong-phase", "the run is finished: press Again, then change the new run");
  const parsed = RunConfig.safeParse(input);
  if (!parsed.success) return refuse("bad-config", describeConfigError(parsed.error));
  const config = parsed.data;
  if (config.rounds <= state.round)
    return refuse(
      "bad-config",
      `rounds: must be at least ${state.round + 1}, since round ${state.round} comes next; got ${config.rounds}`,
    );
  const added = addedArms(before, config) ?? [];
  const start = startOf(live, from);
  if (added.length > 0 && "ok" in start) return start;
  const events = eventsOf(before, config, added, "ok" in start ? "" : start.label);
  return { config, from: "ok" in start ? 0 : start.place, events };
}

/** The arm that added arms start from. */
function startOf(live: LiveRun, from?: string): { place: number; label: string } | Refusal {
  const labels = live.config.arms.map(armLabel);
  const label = from ?? labels[0];
  const place = labels.indexOf(label);
  if (place < 0)
    return refuse(
      "bad-config",
      `from: no rule is labelled "${quoted(label)}"; there are ${labels.join(", ")}`,
    );
  if (live.conductor.diverged.has(place))
    return refuse(
      "bad-config",
      `"${armTitle(label)}" has diverged, so no rule can start from it: show the updates of another rule, then add it`,
    );
  return { place, label };
}

function eventsOf(before: RunConfig, after: RunConfig, added: readonly Arm[], from: string): RunEvent[] {
  const settings = changedSettings(before, after).filter((name) => name !== "arms");
  return [
    ...(settings.length > 0 ? [{ kind: "changed" as const, settings }] : []),
    ...added.map((arm) => ({ kind: "arm-added" as const, arm: armLabel(arm), from })),
  ];
}

/**
 * Makes a change between two rounds. On disk, the room's record with the new config and the events commits it: after a kill
 * the added arms start again from the arms that the events name. If anything fails, the run is as it was before, and the
 * error is thrown.
 */
export async function makeChange(
  live: LiveRun,
  { config, from, events }: RunChange,
  { compute, saveRoom }: { compute: Compute; saveRoom: () => Promise<void> },
): Promise<void> {
  const { run, prepared, conductor, config: before, changes: earlier } = live;
  const next = (conductor.records.at(-1)?.round ?? -1) + 1;
  const count = config.arms.length - before.arms.length;
  try {
    if (count > 0) addArmVectors(prepared, { count, from });
    live.config = config;
    live.changes = {
      begunWith: earlier?.begunWith ?? before,
      round: next,
      events: earlier?.round === next ? [...earlier.events, ...events] : events,
    };
    await saveRoom();
    await compute.reconfigure(run, config);
  } catch (error) {
    live.config = before;
    live.changes = earlier;
    showArms(prepared, before.arms.length);
    await saveRoom().catch(() => undefined); // the error to report is the first one
    throw error;
  }
  conductor.reconfigure(config);
  for (const event of events) conductor.note(event);
}
