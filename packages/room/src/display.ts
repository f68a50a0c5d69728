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
  type WorkerView,
} from "@honest-majority/protocol";
import type { LiveRun } from "./liveRun";
import { RecordBytes } from "./recordBytes";
import { type Roster, viewOf } from "./roster";
import { recordWithoutNames } from "./withoutNames";

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
}

/** `truth`, in every method: for those who may see roles. */
export class Display {
  readonly #parts: DisplayParts;
  /** Sentences about what went wrong in the current run. */
  #problems: string[] = [];
  /** The last `workers:changed` of those who may not see roles; empty when a dashboard may have received another since. */
  #heard = "";
  readonly #bytes = new RecordBytes();
  /** Sends the workers and warnings to the dashboards, at most once in 150 ms. */
  readonly showWorkers: () => void;

  constructor(parts: DisplayParts) {
    this.#parts = parts;
    this.showWorkers = throttled(parts.clock, 150, () =>
      parts.outbox.toDashboards("workers:changed", (truth) => {
        const view = this.#workersView(truth);
        if (truth) return view;
        // a message that repeats the last one would tell that somebody flipped, or when an update came
        const before = this.#heard;
        this.#heard = JSON.stringify(view);
        return this.#heard === before ? undefined : view;
      }),
    );
  }

  snapshot(truth: boolean): RoomSnapshot {
    const { code, joins, datasets, live, classView } = this.#parts;
    const { run, config, conductor, prepared } = live();
    const [workers, warnings] = this.#workersView(truth);
    if (!truth && JSON.stringify([workers, warnings]) !== this.#heard) this.#heard = "";
    return {
      room: code,
      run,
      config: truth ? config : configWithoutTruth(config),
      state: conductor.state,
      workers,
      joins: joins(),
      class: classView(),
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
  page(truth: boolean, names: boolean, before = Number.POSITIVE_INFINITY): RoundsPage {
    const records = this.#records(names);
    const found = records.findIndex(({ round }) => round >= before);
    const end = found < 0 ? records.length : found;
    const start = this.#bytes.lastWithin(records, { end, bytes: LIMITS.watchBytes.most, truth });
    const rounds = records.slice(start, end);
    return { rounds: truth ? rounds : rounds.map(withoutTruth), earlier: start };
  }

  /** Makes the bytes of a round when it closes, in the forms that are asked for. */
  keepBytes(record: RoundRecord, isPublic: boolean): void {
    this.#bytes.of(record, true);
    this.#bytes.of(recordWithoutNames(record), isPublic);
    if (!isPublic) this.#bytes.of(record, false);
  }

  showRoom(): void {
    this.#parts.outbox.toDashboards("room:changed", (truth) => [this.snapshot(truth)]);
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

  #workersView(truth: boolean): [WorkerView[], string[]] {
    const { roster, live } = this.#parts;
    const workers = roster.members.map((member) => viewOf(member, truth));
    return [workers, [...this.#problems, ...guardRailsOf(live().config, roster.ready.length)]];
  }
}
