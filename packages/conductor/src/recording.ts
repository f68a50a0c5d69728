/** Records closed rounds one after another, in their order, while later rounds are open. Knows no worker and no disk. */

export interface UnrecordedRound<Made> {
  /** Makes the record, once everything in it is measured. */
  make: () => Promise<Made>;
}

export interface RecordingParts<Unrecorded, Made> {
  /** Resolves when the record is on disk. */
  keep: (unrecorded: Unrecorded, made: Made) => Promise<void>;
  /** The first unrecorded round is on disk. */
  recorded: (unrecorded: Unrecorded, made: Made) => void;
  /** The first of these could not be made or kept; none of them will be. At least one. */
  failed: (unrecorded: readonly Unrecorded[], error: Error) => void;
  /** Gets an error that `recorded` throws; the next round is recorded all the same. */
  report: (error: Error) => void;
}

export class Recording<Unrecorded extends UnrecordedRound<Made>, Made> {
  readonly #parts: RecordingParts<Unrecorded, Made>;
  readonly #waiting: Unrecorded[] = [];
  #work: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(parts: RecordingParts<Unrecorded, Made>) {
    this.#parts = parts;
  }

  get isIdle(): boolean {
    return this.#waiting.length === 0;
  }

  /** Resolves when every round that was added is recorded or has failed. */
  get idle(): Promise<void> {
    return this.#work;
  }

  add(unrecorded: Unrecorded): void {
    this.#waiting.push(unrecorded);
    if (this.#waiting.length === 1) this.#work = this.#recordAll();
  }

  /** No other record is kept, and nothing is reported any more. */
  stop(): void {
    this.#stopped = true;
  }

  async #recordAll(): Promise<void> {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      const made = await this.#record(first).catch((error: Error) => ({ error }));
      if (this.#stopped) return;
      if ("error" in made) return this.#parts.failed(this.#waiting.splice(0), made.error);
      this.#waiting.shift();
      try {
        this.#parts.recorded(first, made.made);
      } catch (error) {
        this.#parts.report(error as Error);
      }
    }
  }

  async #record(unrecorded: Unrecorded): Promise<{ made: Made }> {
    const made = await unrecorded.make();
    if (!this.#stopped) await this.#parts.keep(unrecorded, made);
    return { made };
  }
}
