/** What people see of a room: snapshot, record and warnings, and the messages that keep its dashboards up to date. */
import {
  type Clock,
  configWithoutTruth,
  guardRailsOf,
  type Outbox,
  throttled,
  withoutTruth,
} from "@honest-majority/conductor";
import {
  type ClassView,
  type JoinAddress,
  LIMITS,
  type RoomSnapshot,
  type RoundRecord,
  type RoundsPage,
  type VotesView,
  type WorkersChange,
  type WorkerView,
} from "@honest-majority/protocol";
import type { LiveRun } from "./liveRun";
import { RecordBytes } from "./recordBytes";
import { type Roster, viewOf } from "./roster";
import { RoundsPages } from "./roundsPage";
import { recordWithoutNames } from "./withoutNames";
import { WorkersFeed } from "./workersFeed";

export interface DisplayParts {
  code: string;
  outbox: Outbox;
  clock: Clock;
  joins: () => JoinAddress[];
  datasets: RoomSnapshot["datasets"];
  log: (line: string) => void;
  roster: Roster;
  /** The current run. */
  live: () => LiveRun;
  classView: () => ClassView;
  votes: (truth: boolean) => VotesView | undefined;
}

interface PageWanted {
  truth: boolean;
  names: boolean;
  /** Unset: the last page. */
  before?: number;
  /** Every round as its record. */
  whole?: boolean;
}

/** `truth`, in every method: for those who may see roles. */
export class Display {
  readonly #parts: DisplayParts;
  /** Sentences about what went wrong in the current run. */
  #problems: string[] = [];
  readonly #bytes = new RecordBytes();
  readonly #pages = new RoundsPages(this.#bytes);
  readonly #feed = new WorkersFeed((truth) => this.#workersView(truth));
  /** Sends changes of the workers and of the warnings to the dashboards, at most once in 150 ms. */
  readonly showWorkers: () => void;

  constructor(parts: DisplayParts) {
    this.#parts = parts;
    this.showWorkers = throttled(parts.clock, 150, () => this.#sendWorkers());
  }

  /** Sends dashboards a change of who has which place, if they do not know it yet. */
  tellPlaces(): void {
    if (this.#feed.hasMoved(this.#parts.roster.members)) this.#sendWorkers();
  }

  #sendWorkers(): void {
    const made = new Map<boolean, WorkersChange | undefined>();
    this.#parts.outbox.toDashboards("workers:changed", (truth) => {
      if (!made.has(truth)) made.set(truth, this.#feed.change(truth));
      const change = made.get(truth);
      return change && [change];
    });
  }

  /** The room for a new watcher. What changes later is told to it from here on, as to those that watch already. */
  snapshotForOne(truth: boolean): RoomSnapshot {
    this.#sendWorkers();
    return this.snapshot(truth);
  }

  snapshot(truth: boolean): RoomSnapshot {
    const { code, joins, datasets, live, classView } = this.#parts;
    const { run, config, conductor, prepared } = live();
    const { workers, warnings } = this.#workersView(truth);
    const votes = this.#parts.votes(truth);
    return {
      room: code,
      run,
      config: truth ? config : configWithoutTruth(config),
      state: conductor.state,
      workers,
      joins: joins(),
      class: classView(),
      ...(votes !== undefined && { votes }),
      datasets,
      warnings,
      dim: prepared.dim,
    };
  }

  publicInfo() {
    const { code, roster, live } = this.#parts;
    const { config, conductor } = live();
    const workers = roster.members.filter(({ presence }) => presence !== "left").length;
    return { room: code, state: conductor.state, dataset: config.dataset, model: config.model, workers };
  }

  record(truth: boolean, names: boolean) {
    const { config, conductor } = this.#parts.live();
    const { state } = conductor;
    const records = this.#records(names);
    return truth
      ? { config, state, rounds: records }
      : { config: configWithoutTruth(config), state, rounds: records.map(withoutTruth) };
  }

  #records(names: boolean): readonly RoundRecord[] {
    const { records } = this.#parts.live().conductor;
    return names ? records : records.map(recordWithoutNames);
  }

  /** The record as JSON, in pieces. */
  recordPieces(truth: boolean, names: boolean): Iterable<Uint8Array> {
    const { config, conductor } = this.#parts.live();
    const head = { config: truth ? config : configWithoutTruth(config), state: conductor.state };
    return this.#bytes.pieces(head, [...this.#records(names)], truth);
  }

  /** The last rounds before round `before` that fit into one message, and how many are before these. */
  page({ truth, names, before = Number.POSITIVE_INFINITY, whole = false }: PageWanted): RoundsPage {
    const records = this.#records(names);
    const found = records.findIndex(({ round }) => round >= before);
    const end = found < 0 ? records.length : found;
    return this.#pages.page(records, { end, most: LIMITS.watchBytes.most, truth, whole });
  }

  /** Makes the bytes of a round when it closes, in the forms that are asked for. */
  keepBytes(record: RoundRecord, isPublic: boolean): void {
    this.#bytes.of(record, true);
    this.#bytes.of(recordWithoutNames(record), isPublic);
    if (!isPublic) this.#bytes.of(record, false);
  }

  showRoom(): void {
    this.#parts.outbox.toDashboards("room:changed", (truth) => [this.snapshot(truth)]);
    this.#feed.snapshotSent();
  }

  /** Warns the instructor of a problem, and logs it. */
  alarm(sentence: string): void {
    this.#problems = [...this.#problems.filter((problem) => problem !== sentence), sentence];
    this.#parts.log(sentence);
    this.showWorkers();
  }

  clearProblems(): void {
    this.#problems = [];
  }

  #workersView(truth: boolean): { workers: WorkerView[]; warnings: string[] } {
    const { roster, live } = this.#parts;
    const workers = roster.members.map((member) => viewOf(member, truth));
    const { config, conductor } = live();
    const rails = [...guardRailsOf(config, roster.ready.length), ...conductor.networkRail];
    return { workers, warnings: [...this.#problems, ...rails] };
  }
}
