/** Workers' names are for the teacher. Others get them only while the run's setting `showNames` is on. */
import type { ToDashboards } from "@honest-majority/conductor";
import {
  type RoomSnapshot,
  type RoundRecord,
  roundWithoutNames,
  type VotesView,
  type WorkersChange,
} from "@honest-majority/protocol";

export function snapshotWithoutNames(snapshot: RoomSnapshot): RoomSnapshot {
  const { workers, votes } = snapshot;
  return {
    ...snapshot,
    workers: workers.map(nameless),
    ...(votes !== undefined && { votes: votesWithoutNames(votes) }),
  };
}

/** Workers stay known by their places. */
export function votesWithoutNames(view: VotesView): VotesView {
  if (view.ballot?.kind !== "who") return view;
  return {
    ...view,
    ballot: { ...view.ballot, options: view.ballot.options.map((option) => ({ ...option, label: "" })) },
  };
}

const known = new WeakMap<RoundRecord, RoundRecord>();

/** The same object for the same record, so that its bytes are made once. */
export function recordWithoutNames(record: RoundRecord): RoundRecord {
  if (!record.events.some((event) => "name" in event)) return record;
  const made = known.get(record) ?? roundWithoutNames(record);
  known.set(record, made);
  return made;
}

/** The arguments of an event for dashboards, without names. */
export function argumentsWithoutNames<Event extends keyof ToDashboards>(
  event: Event,
  args: Parameters<ToDashboards[Event]>,
): Parameters<ToDashboards[Event]> {
  const [first, ...rest] = args as unknown[];
  const strip = STRIP[event];
  return (strip === undefined ? args : [strip(first), ...rest]) as typeof args;
}

/** What names the first argument of an event has. */
const STRIP: Partial<Record<keyof ToDashboards, (first: unknown) => unknown>> = {
  "room:changed": (snapshot) => snapshotWithoutNames(snapshot as RoomSnapshot),
  "workers:changed": (change) => changeWithoutNames(change as WorkersChange),
  "votes:changed": (view) => votesWithoutNames(view as VotesView),
  "round:closed": (record) => recordWithoutNames(record as RoundRecord),
};

function changeWithoutNames({ whole, changed, ...change }: WorkersChange): WorkersChange {
  return {
    ...change,
    ...(whole !== undefined && { whole: whole.map(nameless) }),
    ...(changed !== undefined && {
      changed: changed.map(
        ({ places, same: { name: _, ...same } = {}, each: { name: __, ...each } = {} }) => ({
          places,
          same,
          each,
        }),
      ),
    }),
  };
}

function nameless<T extends { name: string }>(named: T): T {
  return { ...named, name: "" };
}
