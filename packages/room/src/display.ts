/** What people see of a room: snapshot, record and warnings, and the messages that keep its dashboards up to date. */
import {
  type Clock,
  configWithoutTruth,
  guardRailsOf,
  type Outbox,
  throttled,
  withoutTruth,
} from "@honest-majority/conductor";
import type { ClassView, RoomSnapshot } from "@honest-majority/protocol";
import type { LiveRun } from "./liveRun";
import { type Roster, viewOf } from "./roster";

export interface DisplayParts {
  code: string;
  outbox: Outbox;
  clock: Clock;
  joinUrls: () => string[];
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
  /** Sends the workers and warnings to the dashboards, at most once in 150 ms. */
  readonly showWorkers: () => void;

  constructor(parts: DisplayParts) {
    this.#parts = parts;
    this.showWorkers = throttled(parts.clock, 150, () =>
      parts.outbox.toDashboards("workers:changed", (truth) => [this.#workers(truth), this.#warnings()]),
    );
  }

  snapshot(truth: boolean): RoomSnapshot {
    const { code, joinUrls, datasets, live, classView } = this.#parts;
    const { run, config, conductor, prepared } = live();
    return {
      room: code,
      run,
      config: truth ? config : configWithoutTruth(config),
      state: conductor.state,
      workers: this.#workers(truth),
      joinUrls: joinUrls(),
      class: classView(),
      datasets,
      warnings: this.#warnings(),
      dim: prepared.dim,
    };
  }

  publicInfo() {
    const { code, roster, live } = this.#parts;
    const { config, conductor } = live();
    const workers = roster.members.filter(({ presence }) => presence !== "left").length;
    return { room: code, state: conductor.state, dataset: config.dataset, model: config.model, workers };
  }

  record(truth: boolean) {
    const { config, conductor } = this.#parts.live();
    const { state, records } = conductor;
    return truth
      ? { config, state, rounds: records }
      : { config: configWithoutTruth(config), state, rounds: records.map(withoutTruth) };
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

  #workers(truth: boolean) {
    return this.#parts.roster.members.map((member) => viewOf(member, truth));
  }

  #warnings(): string[] {
    const { roster, live } = this.#parts;
    return [...this.#problems, ...guardRailsOf(live().config, roster.ready.length)];
  }
}
