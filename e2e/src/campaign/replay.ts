/** Takes every step of a run again, from what the workers sent, and compares the parameters that the next round brings. Pure. */
import { isDeepStrictEqual } from "node:util";
import type { ArmRecord, RoundRecord } from "@honest-majority/protocol";
import type { Finding } from "./ledger";
import type { Opened } from "./notes";
import { aggregateOf, type Sender, stepped } from "./vectors";

/** A restart goes back by one round, damaged files by one more. */
const KEPT_ROUNDS = 4;

export class Replay {
  readonly findings: Finding[] = [];
  readonly #digest: (vector: Float32Array) => string;
  /** The parameters that each of the last rounds starts from, [arms][dim]. */
  readonly #starts = new Map<number, Float32Array[]>();
  /** By round, the latest opening of each worker. */
  readonly #openings = new Map<number, Map<string, Opened>>();
  /** By client, the round that opened last. */
  readonly #last = new Map<string, number>();
  /** Openings to compare. */
  #unchecked: Opened[] = [];
  #pending: RoundRecord[] = [];
  /** The last records, as told. */
  readonly #records = new Map<number, unknown>();
  #next = 0;
  /** How many rounds were replayed. */
  rounds = 0;

  constructor(digest: (vector: Float32Array) => string) {
    this.#digest = digest;
  }

  opened(note: Opened): void {
    const { round, worker, ...rest } = note;
    if (round < (this.#last.get(note.client) ?? 0)) this.#giveUpAfter(round);
    this.#last.set(note.client, round);
    const ofRound = this.#openings.get(round) ?? new Map<string, Opened>();
    ofRound.set(worker, { round, worker, ...rest, parameters: undefined });
    this.#openings.set(round, ofRound);
    this.#unchecked.push(note);
  }

  /** Rounds that had opened and were not recorded run again. */
  #giveUpAfter(round: number): void {
    this.#unchecked = this.#unchecked.filter((opened) => opened.round <= round);
    for (const later of [...this.#openings.keys()]) if (later > round) this.#openings.delete(later);
  }

  closed(record: RoundRecord): void {
    this.#pending.push(record);
  }

  rollBack(next: number): void {
    this.check();
    this.#next = Math.min(this.#next, next);
    for (const round of [...this.#records.keys()]) if (round >= next) this.#records.delete(round);
    for (const round of [...this.#starts.keys()]) if (round > next) this.#starts.delete(round);
  }

  check(): void {
    for (const record of this.#pending) this.#close(record);
    this.#pending = [];
    this.#unchecked = this.#unchecked.filter((opened) => !this.#compare(opened));
    for (const memory of [this.#starts, this.#openings, this.#records])
      for (const round of [...memory.keys()]) if (round < this.#next - KEPT_ROUNDS) memory.delete(round);
  }

  #find(kind: Finding["kind"], detail: string): void {
    this.findings.push({ kind, detail });
  }

  #close(record: RoundRecord): void {
    const { round } = record;
    // without fields that are undefined; the order of the rest says nothing
    const told: unknown = JSON.parse(JSON.stringify(record));
    const former = this.#records.get(round);
    if (former !== undefined && !isDeepStrictEqual(former, told))
      this.#find(
        "other",
        `round ${round} was told as ${JSON.stringify(former)}, and later as ${JSON.stringify(told)}`,
      );
    if (round < this.#next) return;
    this.#records.set(round, told);
    this.#next = round + 1;
    this.rounds++;
    const start =
      this.#starts.get(round) ?? this.#unchecked.find(({ round: of }) => of === round)?.parameters;
    const after = record.arms.map((arm, i) => this.#armAfter(round, i, arm, start?.[i]));
    if (after.every((vector) => vector !== undefined)) this.#starts.set(round + 1, after);
    if (start !== undefined) this.#starts.set(round, start);
  }

  /** The arm's parameters after the round; undefined when those before are unknown. */
  #armAfter(round: number, arm: number, record: ArmRecord, start: Float32Array | undefined) {
    const workers = record.rows.map(({ worker }) => worker);
    if (new Set(workers).size < workers.length)
      this.#find("counted", `round ${round}, ${record.label}: counted twice: ${workers.join()}`);
    if (record.outcome === "stepped" && record.counted !== workers.length)
      this.#find(
        "counted",
        `round ${round}, ${record.label}: counted ${record.counted}, rows of ${workers.join()}`,
      );
    const senders = workers.flatMap((worker) => this.#senderOf(round, worker));
    if (record.outcome === "diverged") this.#find("other", `round ${round}: ${record.label} diverged`);
    if (start === undefined || senders.length < workers.length) return undefined;
    if (record.outcome !== "stepped") return start;
    return stepped(start, aggregateOf(arm, senders), record.learningRate);
  }

  #senderOf(round: number, worker: string): Sender[] {
    const opened = this.#openings.get(round)?.get(worker);
    if (opened !== undefined) return [opened];
    this.#find("counted", `round ${round} counted an update of ${worker}, which was not asked for one`);
    return [];
  }

  /** Whether it could be compared. */
  #compare({ client, round, digests }: Opened): boolean {
    const start = this.#starts.get(round);
    if (start === undefined) return round < this.#next - 1;
    digests.forEach((digest, arm) => {
      if (digest === this.#digest(start[arm])) return;
      this.#find(
        "step",
        `round ${round} brought ${client} other parameters of arm ${arm} than the last step leads to`,
      );
    });
    return true;
  }
}
