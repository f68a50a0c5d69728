/**
 * Judges what was heard of a run: rounds are contiguous, each is told once to each watcher and each worker, none of it
 * is counted twice, and every step is η times what the rule makes of the counted updates, bit for bit. Pure.
 */
import { ROUNDS_AHEAD } from "@honest-majority/protocol";
import type { Note, Opened, Told, Watched } from "./notes";
import { MAIN_WATCHER } from "./notes";
import { Replay } from "./replay";

/** What can be wrong, with the words of the summary. */
export const FINDINGS = {
  lost: "rounds lost",
  toldTwice: "rounds told twice",
  counted: "updates counted twice or of nobody",
  step: "wrong steps",
  other: "other faults",
} as const;
export type FindingKind = keyof typeof FINDINGS;

export interface Finding {
  kind: FindingKind;
  detail: string;
}

/** A worker remembers so many rounds that it was told. */
const REMEMBERED = 500;

interface WatcherState {
  run: string;
  /** The last round that it was told, −1 before the first. */
  last: number;
}

interface ClientState {
  told: Map<string, number>;
  /** The rounds that opened lately on its connection. */
  opened: { run: string; round: number; connection: number }[];
}

export class Ledger {
  readonly findings: Finding[] = [];
  readonly #watchers = new Map<string, WatcherState>();
  readonly #clients = new Map<string, ClientState>();
  readonly #replays = new Map<string, Replay>();
  /** Rounds whose record was destroyed on purpose, by run. */
  readonly #gaps = new Map<string, Set<number>>();
  readonly #digest: (vector: Float32Array) => string;

  constructor(digest: (vector: Float32Array) => string) {
    this.#digest = digest;
  }

  take(note: Note): void {
    switch (note.kind) {
      case "opened":
        this.#opened(note);
        return;
      case "closed":
        this.#closed(note.client, note.run, note.round);
        return;
      case "watched":
        this.#watched(note);
        return;
      case "told":
        this.#told(note);
        return;
      default:
        note satisfies never;
    }
  }

  /** Rounds of the replayed watcher, over all runs. */
  get rounds(): number {
    return [...this.#replays.values()].reduce((sum, { rounds }) => sum + rounds, 0);
  }

  get run(): string | undefined {
    return this.#watchers.get(MAIN_WATCHER)?.run;
  }

  /** The last round that the main watcher was told. */
  get last(): number {
    return this.#watchers.get(MAIN_WATCHER)?.last ?? -1;
  }

  /** The files were damaged so that the run goes on at `next`: later rounds run again, and are told again. */
  rolledBack(run: string, next: number): void {
    for (const state of this.#watchers.values())
      if (state.run === run) state.last = Math.min(state.last, next - 1);
    for (const { told } of this.#clients.values())
      for (const [key, round] of told) if (key.startsWith(`${run} `) && round >= next) told.delete(key);
    this.#replay(run).rollBack(next);
  }

  /** The record of a round was destroyed, and nobody can be told it again. */
  destroyed(run: string, round: number): void {
    this.#gapsOf(run).add(round);
  }

  /** Replays what was heard since the last check. All notes up to now must be in. */
  check(): void {
    for (const replay of this.#replays.values()) {
      replay.check();
      this.findings.push(...replay.findings.splice(0));
    }
  }

  #find(kind: FindingKind, detail: string): void {
    this.findings.push({ kind, detail });
  }

  #replay(run: string): Replay {
    const known = this.#replays.get(run) ?? new Replay(this.#digest);
    this.#replays.set(run, known);
    return known;
  }

  #gapsOf(run: string): Set<number> {
    const known = this.#gaps.get(run) ?? new Set<number>();
    this.#gaps.set(run, known);
    return known;
  }

  #client(name: string): ClientState {
    const known = this.#clients.get(name) ?? { told: new Map<string, number>(), opened: [] };
    this.#clients.set(name, known);
    return known;
  }

  #opened(note: Opened): void {
    const { client, connection, run, round } = note;
    const state = this.#client(client);
    const earlier = state.opened.filter(
      (open) => open.run === run && open.connection === connection && open.round < round,
    );
    const isLate = (open: { round: number }) => open.round < round - ROUNDS_AHEAD;
    for (const open of earlier.filter(isLate))
      if (!state.told.has(`${run} ${open.round}`))
        this.#find(
          "lost",
          `${client} was not told that round ${open.round} closed before round ${round} opened`,
        );
    state.opened = [...earlier.filter((open) => !isLate(open)), { run, round, connection }];
    this.#replay(run).opened(note);
  }

  #closed(client: string, run: string, round: number): void {
    const { told } = this.#client(client);
    const key = `${run} ${round}`;
    if (told.has(key)) this.#find("toldTwice", `${client} was told twice that round ${round} closed`);
    told.set(key, round);
    if (told.size > REMEMBERED) told.delete(told.keys().next().value as string);
  }

  #watched({ watcher, run, rounds }: Watched): void {
    const state = this.#watchers.get(watcher);
    const before = state?.run === run ? state.last : -1;
    rounds.forEach(({ round }, i) => {
      const expected = i === 0 ? round : this.#after(run, rounds[i - 1].round);
      if (round !== expected)
        this.#find("lost", `${watcher} was shown round ${round} where ${expected} follows`);
    });
    const last = rounds.at(-1)?.round ?? -1;
    if (last < before)
      this.#find("lost", `${watcher} was told round ${before}, and is now shown ${last} as the last`);
    this.#watchers.set(watcher, { run, last });
    if (watcher === MAIN_WATCHER) for (const record of rounds) this.#replay(run).closed(record);
  }

  #told({ watcher, record: { round }, record }: Told): void {
    const state = this.#watchers.get(watcher);
    if (state === undefined) return; // the answer to its `room:watch` will hold this round
    const expected = this.#after(state.run, state.last);
    if (round < expected) this.#find("toldTwice", `${watcher} was told round ${round} again`);
    if (round > expected) this.#find("lost", `${watcher} was told round ${round} where ${expected} follows`);
    state.last = Math.max(round, state.last);
    if (watcher === MAIN_WATCHER) this.#replay(state.run).closed(record);
  }

  /** The round that follows, past destroyed ones. */
  #after(run: string, round: number): number {
    let next = round + 1;
    while (this.#gapsOf(run).has(next)) next++;
    return next;
  }
}
