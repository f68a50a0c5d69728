/** What a room's coordinator sent to the instructor's dashboard, and the same as a run of any length. Pure. */
import type { CoordinatorToDashboard, RunState, Watching } from "@honest-majority/protocol";

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

/** The events of round `n` without those that a later one of the round replaces. */
export function lastEventsOf(stream: Stream, n: number): readonly TimedSent[] {
  const events = eventsOf(stream, n);
  return events.filter(({ event }, i) => !events.slice(i + 1).some((later) => later.event === event));
}

/** The stream for a page that is opened after the first `closed` rounds. */
export function openedAfter(stream: Stream, closed: number): Stream {
  const watching = { ...stream.watching, rounds: [...stream.watching.rounds] };
  for (const { event, args } of stream.rounds.slice(0, closed).flat()) {
    if (event === "run:changed") [watching.state] = args;
    if (event === "workers:changed") [watching.workers, watching.warnings] = args;
    if (event === "class:changed") [watching.class] = args;
    if (event === "round:closed") watching.rounds.push(args[0]);
  }
  return { ...stream, watching };
}

/** The same event some rounds later. What happened beside the rounds does not happen again. */
function later(sent: Sent, by: number): Sent {
  switch (sent.event) {
    case "run:changed":
      return { ...sent, args: [laterState(sent.args[0], by)] };
    case "workers:changed": {
      const [workers, warnings] = sent.args;
      const moved = workers.map(({ lastRound, ...worker }) => ({
        ...worker,
        lastRound: lastRound === undefined ? undefined : lastRound + by,
      }));
      return { ...sent, args: [moved, warnings] };
    }
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

const laterState = (state: RunState, by: number): RunState =>
  state.phase === "lobby" ? state : { ...state, round: state.round + by };
