/** What a room's coordinator sent to the instructor's dashboard, and the same as a run of any length. Pure. */
import {
  type CoordinatorToDashboard,
  changedWorkers,
  type FieldsChange,
  type RunState,
  recordOf,
  type Watching,
  type WorkersChange,
} from "@honest-majority/protocol";

type Event = keyof CoordinatorToDashboard;

export type Sent = { [E in Event]: { event: E; args: Parameters<CoordinatorToDashboard[E]> } }[Event];

export type TimedSent = Sent & {
  /** Since the round opened. */
  ms: number;
};

export interface Stream {
  /** The answer to `room:watch`, in the lobby. */
  watching: Watching;
  /** The events of each round, from its opening to the next. */
  rounds: readonly (readonly TimedSent[])[];
  /** From this round on nobody changes roles or settings: longer runs repeat the rounds from here. */
  steadyFrom: number;
}

/** The events of round `n`: as recorded, or those of a steady round with a later number. */
export function eventsOf({ rounds, steadyFrom }: Stream, n: number): readonly TimedSent[] {
  if (n < rounds.length) return rounds[n];
  const recorded = steadyFrom + ((n - steadyFrom) % (rounds.length - steadyFrom));
  return rounds[recorded].map((sent) => ({ ...later(sent, n - recorded), ms: sent.ms }));
}

/** The events of round `n` without those that a later one of the round replaces; changes of the workers add up. */
export function lastEventsOf(stream: Stream, n: number): readonly TimedSent[] {
  const events = eventsOf(stream, n);
  return events.filter(
    ({ event }, i) =>
      event === "workers:changed" || !events.slice(i + 1).some((later) => later.event === event),
  );
}

/** The stream for a page that is opened after the first `closed` rounds. */
export function openedAfter(stream: Stream, closed: number): Stream {
  const watching = { ...stream.watching, rounds: [...stream.watching.rounds] };
  for (const { event, args } of stream.rounds.slice(0, closed).flat()) {
    if (event === "run:changed") [watching.state] = args;
    if (event === "workers:changed") {
      watching.workers = changedWorkers(watching.workers, args[0]);
      watching.warnings = args[0].warnings ?? watching.warnings;
    }
    if (event === "class:changed") [watching.class] = args;
    if (event === "round:closed") watching.rounds.push(recordOf(args[0], watching.workers));
  }
  return { ...stream, watching };
}

/** The same event some rounds later. What happened beside the rounds does not happen again. */
function later(sent: Sent, by: number): Sent {
  switch (sent.event) {
    case "run:changed":
      return { ...sent, args: [laterState(sent.args[0], by)] };
    case "workers:changed":
      return { ...sent, args: [laterChange(sent.args[0], by)] };
    case "round:closed": {
      const [record] = sent.args;
      return { ...sent, args: [{ ...record, events: [], round: record.round + by }] };
    }
    case "round:opened":
    case "round:progress": {
      const [progress] = sent.args;
      return { ...sent, args: [{ ...progress, round: progress.round + by }] };
    }
    case "insight:map":
      return { ...sent, args: [{ ...sent.args[0], round: sent.args[0].round + by }] };
    case "insight:shadow":
      return { ...sent, args: [{ ...sent.args[0], round: sent.args[0].round + by }] };
    default:
      return sent;
  }
}

/** The last rounds of workers are later. */
function laterChange({ whole, changed, ...change }: WorkersChange, by: number): WorkersChange {
  const later = (round: unknown) => (typeof round === "number" ? round + by : round);
  const laterFields = ({ same, each, ...fields }: FieldsChange): FieldsChange => ({
    ...fields,
    ...(same && { same: "lastRound" in same ? { ...same, lastRound: later(same.lastRound) } : same }),
    ...(each && { each: "lastRound" in each ? { ...each, lastRound: each.lastRound.map(later) } : each }),
  });
  return {
    ...change,
    ...(whole && {
      whole: whole.map((worker) =>
        worker.lastRound === undefined ? worker : { ...worker, lastRound: worker.lastRound + by },
      ),
    }),
    ...(changed && { changed: changed.map(laterFields) }),
  };
}

const laterState = (state: RunState, by: number): RunState =>
  state.phase === "lobby" ? state : { ...state, round: state.round + by };
