/**
 * The dashboard's state, and how each message changes it. Pure; independent of sockets and React. Parts that a message does
 * not change keep their identity, so that only the components that show the changed parts render.
 */
import {
  briefRound,
  type CastVoteRequest,
  type ClassView,
  countedVotes,
  isMeasured,
  type MapView,
  type QuizCount,
  type QuizView,
  type Refusal,
  type RoomSnapshot,
  type RoundProgress,
  type RoundRecord,
  type RunState,
  type ShadowView,
  type ShownPictures,
  type VoteCount,
  type VotesView,
  type Watching,
  type WorkerView,
} from "@honest-majority/protocol";
import { append, columnsOf, noColumns, type RunColumns } from "../chart/columns";
import { frameOf, type MapFrame } from "./insight/map/mapFrame";
import { type ShownShadow, shownShadow } from "./insight/shadow/shadowRows";
import { addedSums, type LastRound, lastRoundOf, type VerdictSums } from "./verdicts";

export type Connection =
  | { kind: "connecting" }
  | { kind: "watching" }
  /** The connection is lost; the dashboard still shows the last known state. */
  | { kind: "lost" }
  | { kind: "refused"; refusal: Refusal };

/** What of a room changes rarely. */
export type RoomFacts = Omit<RoomSnapshot, "workers" | "state" | "class" | "votes" | "warnings">;

/** A map, where its points lie, and the round that its updates are of. */
export interface ShownMap extends MapView {
  frame: MapFrame;
  /** Undefined when the page no longer has the round's record. */
  of?: LastRound;
}

export interface DashboardState {
  connection: Connection;
  /** Undefined before the first connection. */
  room?: RoomFacts;
  run: RunState;
  class: ClassView;
  /** `own`: the vote of the person at this dashboard, in a playground. */
  votes: VotesView;
  /** Only on a dashboard of the instructor; absent while there is no quiz. */
  quiz?: QuizView;
  /** Absent while the quiz is closed. */
  quizCount?: QuizCount;
  /** What students show to the class, as far as this page may see it. */
  shown: readonly ShownPictures[];
  warnings: readonly string[];
  /** The workers' ids in the order of their places. */
  order: readonly string[];
  workers: Readonly<Record<string, WorkerView>>;
  /** The progress of the open round. */
  progress?: RoundProgress;
  /** Every closed round's measurements. */
  columns: RunColumns;
  /** The first rounds of the run, which a lesson reads; brief, but for the last one and the last one that was measured. */
  records: readonly RoundRecord[];
  /** The columns of the previous run, if it had the same settings except for its arms. */
  ghost?: RunColumns;
  last?: LastRound;
  /** The last closed round in which the arms were evaluated: maps show such rounds. */
  measured?: LastRound;
  /** Over the whole run. */
  sums: VerdictSums;
  map?: ShownMap;
  shadow?: ShownShadow;
  /** Each worker's reported losses since this page opened, oldest first. */
  losses: Readonly<Record<string, readonly { round: number; loss: number }[]>>;
  /** The last command that was refused. */
  notice?: string;
}

export const NOTHING_YET: DashboardState = {
  connection: { kind: "connecting" },
  run: { phase: "lobby" },
  class: { locked: false, pace: "fast", secret: false, revealed: false },
  votes: {},
  shown: [],
  warnings: [],
  order: [],
  workers: {},
  columns: noColumns(),
  records: [],
  sums: {},
  losses: {},
};

const LOSSES_SHOWN = 60;
/** More than a lesson has; a run may have a million rounds. */
const MOST_RECORDS = 1_000;

/** Replaces everything, at the first connection and after every reconnection. */
export function watching(
  state: DashboardState,
  {
    rounds,
    instructor: _,
    earlier: __,
    quiz,
    quizCount,
    shown = [],
    ...snapshot
  }: Omit<Watching, "earlier"> & { earlier?: number },
): DashboardState {
  const same = state.room?.run === snapshot.run;
  const before = same ? state : { ...state, losses: {}, ghost: undefined, map: undefined, shadow: undefined };
  const next = withSnapshot(before, snapshot);
  return {
    ...roundsLoaded(next, rounds),
    quiz,
    quizCount,
    shown,
    connection: { kind: "watching" },
    progress: undefined,
    notice: undefined,
  };
}

/** Replaces the closed rounds by all that the run has. */
export function roundsLoaded(state: DashboardState, rounds: readonly RoundRecord[]): DashboardState {
  const { map } = state;
  return {
    ...state,
    columns: columnsOf(rounds),
    records: keptRecords(rounds.slice(0, MOST_RECORDS)),
    last: lastRoundOf(rounds.at(-1)),
    measured: lastRoundOf(rounds.findLast(isMeasured)),
    map: map && {
      ...map,
      of: lastRoundOf(rounds.find((record) => record.round === map.round && !("brief" in record))),
    },
    sums: rounds.reduce(addedSums, {}),
  };
}

export function roomChanged(state: DashboardState, snapshot: RoomSnapshot): DashboardState {
  if (state.room?.run === snapshot.run) return withSnapshot(state, snapshot);
  const empty = {
    ...NOTHING_YET,
    connection: state.connection,
    votes: state.votes,
    shown: state.shown,
    quiz: state.quiz,
    quizCount: state.quizCount,
    ghost: ghostOf(state),
  };
  return withSnapshot(empty, snapshot);
}

/** The curves of the previous run stay on the chart, under those of the next one. */
function ghostOf({ columns, ghost }: DashboardState): RunColumns | undefined {
  return columns.length > 0 ? columns : ghost;
}

function withSnapshot(
  state: DashboardState,
  { workers, state: run, class: view, votes = {}, warnings, ...room }: RoomSnapshot,
): DashboardState {
  const next = votesChanged({ ...state, room, run, class: view ?? NOTHING_YET.class }, votes);
  return workersChanged(next, workers, warnings);
}

/** The room forgets who voted for what; this page keeps its own vote as long as the ballot is shown. */
export function votesChanged(state: DashboardState, votes: VotesView): DashboardState {
  const { ballot, own } = state.votes;
  const kept = own !== undefined && ballot?.id === votes.ballot?.id ? { own, ...votes } : votes;
  return { ...state, votes: isSame(state.votes, kept) ? state.votes : kept };
}

export function votesCounted(state: DashboardState, count: VoteCount): DashboardState {
  return { ...state, votes: countedVotes(state.votes, count) };
}

export function ownVoteCast(state: DashboardState, { vote, option }: CastVoteRequest): DashboardState {
  if (state.votes.ballot?.id !== vote) return state;
  return { ...state, votes: { ...state.votes, own: option } };
}

export function runChanged(state: DashboardState, run: RunState): DashboardState {
  return { ...state, run, progress: run.phase === "running" ? state.progress : undefined };
}

export function classChanged(state: DashboardState, view: ClassView): DashboardState {
  return { ...state, class: view };
}

/** In the order of their places. */
export function workersOf({ order, workers }: DashboardState): WorkerView[] {
  return order.map((id) => workers[id]);
}

/** A worker that did not change keeps its object, and the order its array. */
export function workersChanged(
  state: DashboardState,
  workers: readonly WorkerView[],
  warnings: readonly string[] = state.warnings,
): DashboardState {
  const known = state.workers;
  const kept = workers.map((worker) => {
    const before = known[worker.id];
    return before !== undefined && isSame(before, worker) ? before : worker;
  });
  const isUnchanged =
    kept.length === state.order.length && kept.every((worker) => worker === known[worker.id]);
  const order = kept.map(({ id }) => id);
  return {
    ...state,
    warnings: isSame(state.warnings, warnings) ? state.warnings : warnings,
    order: isSame(state.order, order) ? state.order : order,
    workers: isUnchanged ? known : Object.fromEntries(kept.map((worker) => [worker.id, worker])),
    losses: noteLosses(state.losses, workers),
  };
}

export function roundProgressed(state: DashboardState, progress: RoundProgress): DashboardState {
  return { ...state, progress };
}

/** Appends a round. A round that is repeated after a restart replaces its first version and all later rounds. */
export function roundClosed(state: DashboardState, record: RoundRecord): DashboardState {
  const last = lastRoundOf(record);
  return {
    ...state,
    columns: append(state.columns, record),
    records: withRecord(state.records, record),
    last,
    measured: isMeasured(record) ? last : state.measured,
    sums: addedSums(state.sums, record),
    // the next round may be open already
    progress: (state.progress?.round ?? 0) > record.round ? state.progress : undefined,
  };
}

/** A round that is repeated after a restart replaces its first version and all later rounds. */
function withRecord(records: readonly RoundRecord[], record: RoundRecord): readonly RoundRecord[] {
  const before = records.filter(({ round }) => round < record.round);
  if (before.length >= MOST_RECORDS) return records;
  return keptRecords([...before, record]);
}

function keptRecords(records: readonly RoundRecord[]): readonly RoundRecord[] {
  const whole = [records.at(-1), records.findLast(isMeasured)];
  return records.map((each) => ("brief" in each || whole.includes(each) ? each : briefRound(each)));
}

export function mapChanged(state: DashboardState, view: MapView): DashboardState {
  if (view.run !== state.room?.run) return state;
  const { map: before, last, measured } = state;
  const frame = frameOf(view, before?.arm === view.arm ? before.frame : undefined);
  const of = [last, measured].find((round) => round?.record.round === view.round);
  return { ...state, map: { ...view, frame, of } };
}

export function shadowChanged(state: DashboardState, view: ShadowView): DashboardState {
  return view.run === state.room?.run ? { ...state, shadow: shownShadow(view, state.shadow) } : state;
}

function noteLosses(
  known: DashboardState["losses"],
  workers: readonly WorkerView[],
): DashboardState["losses"] {
  let losses = known;
  for (const { id, lastRound: round, lastLoss: loss } of workers) {
    if (round === undefined || loss === undefined) continue;
    const list = losses[id] ?? [];
    const last = list.at(-1);
    if (last?.round !== round) losses = { ...losses, [id]: [...list, { round, loss }].slice(-LOSSES_SHOWN) };
    // keeps the best loss of the round's arms, because the loss of a diverged model says nothing about the worker
    else if (loss < last.loss) losses = { ...losses, [id]: [...list.slice(0, -1), { round, loss }] };
  }
  return losses;
}

const isSame = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);
