/** The class's lock, pace, reveal and sentence: who may see roles because of them, and the messages about their changes. */
import type { Outbox } from "@honest-majority/conductor";
import type { ClassRequest, ClassView, RunConfig } from "@honest-majority/protocol";
import { afterSettings, type ClassSwitches, classView, isPublic, switched } from "./classSwitches";

export interface ClassStateParts {
  outbox: Pick<Outbox, "toWorker" | "toDashboards">;
  /** The settings of the current run. */
  config: () => RunConfig;
  workers: () => readonly string[];
  /** Called after every message about a change. */
  changed: () => void;
}

export class ClassState {
  readonly #parts: ClassStateParts;
  #switches: ClassSwitches;

  constructor(switches: ClassSwitches, parts: ClassStateParts) {
    this.#switches = switches;
    this.#parts = parts;
  }

  get switches(): ClassSwitches {
    return this.#switches;
  }

  /** What every page of the class receives. */
  get view(): ClassView {
    return classView(this.#switches, this.#parts.config());
  }

  /** Whether a watcher is shown roles, and what they can be derived from. */
  showsTruth(instructor: boolean): boolean {
    return instructor || isPublic(this.view);
  }

  set(request: ClassRequest): void {
    this.#switches = switched(this.#switches, request);
  }

  /** A run that becomes secret is not revealed. Returns a function that takes this back. */
  prepareFor(after: RunConfig): () => void {
    const before = this.#switches;
    this.#switches = afterSettings(before, this.#parts.config(), after);
    return () => this.set({ revealed: before.revealed });
  }

  /** After a change of lock, pace, reveal or sentence, and of the settings that a `ClassView` shows. */
  broadcast(): void {
    const { outbox, workers, changed } = this.#parts;
    const { view } = this;
    outbox.toDashboards("class:changed", () => [view]);
    for (const worker of workers()) outbox.toWorker(worker, "class:changed", view);
    changed();
  }
}
