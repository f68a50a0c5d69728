/**
 * A run's record as one file of JSON lines: a head, then the run's rounds as they are on disk. Whoever reads one must not
 * trust it: everything is checked, and texts are cleaned, before a page sees it.
 */
import {
  armLabel,
  cleanText,
  describeConfigError,
  quoted,
  type RoundRecord,
  RunConfig,
  type RunEvent,
  UserError,
  WorkerName,
} from "@honest-majority/protocol";
import { z } from "zod";
import { checkedLine } from "./checkedLine";
import { MOST, recordedRound, WorkerId } from "./recordedRound";
import { remembered } from "./remembered";

const FORMAT = "honest-majority record";
const VERSION = 1;

/** A worker that was in the run. */
export interface RecordedWorker {
  id: string;
  /** Empty where names were left out. */
  name: string;
}

export interface RecordHead {
  room?: string;
  run: string;
  /** The settings at the end. */
  config: RunConfig;
  /** In the order of their places. */
  workers: RecordedWorker[];
  /** Whether the roles were revealed at the end. */
  revealed: boolean;
  /** Rounds without a record, though later ones have one. */
  missing?: string;
}

export interface RunRecord extends RecordHead {
  /** In ascending order. */
  rounds: RoundRecord[];
}

/** The first line of a file, without a newline. */
export function headLine(head: RecordHead): string {
  return JSON.stringify({ format: FORMAT, version: VERSION, ...head });
}

/** The line of a round without checksums, and without a newline. */
export const roundLine = (record: RoundRecord) => JSON.stringify(record);

export const MOST_FILE_BYTES = 64 * 2 ** 20;
export const MOST_LINE_BYTES = 4 * 2 ** 20;

const Head = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  room: z.string().max(40).transform(cleanText).optional(),
  run: z.string().max(100).transform(cleanText),
  config: RunConfig,
  workers: z
    .array(z.object({ id: WorkerId, name: z.string().max(1_000) }))
    .max(MOST.people)
    .default([]),
  revealed: z.boolean().default(false),
  missing: z.string().max(400).transform(cleanText).optional(),
});

export interface ReadOptions {
  /** Called now and then with the share that is read, 0 … 1. */
  progress?: (share: number) => void;
  /** Lets other work go on; called after some milliseconds of reading. */
  rest?: () => Promise<void>;
  /** Milliseconds. */
  now?: () => number;
}

/** Reading does not block for longer. */
const TURN_MS = 12;

/** @throws UserError ("input") with a sentence about what is wrong with the file. */
export async function readRecordFile(
  bytes: Uint8Array,
  { progress = () => {}, rest = async () => {}, now = () => 0 }: ReadOptions = {},
): Promise<RunRecord> {
  mustBeShort(bytes.byteLength);
  const reader = new RecordReader();
  let rested = now();
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline < 0 ? bytes.length : newline;
    reader.line(bytes.subarray(start, end));
    start = end + 1;
    if (now() - rested < TURN_MS) continue;
    progress(start / bytes.length);
    await rest();
    rested = now();
  }
  return reader.end();
}

/** Before a file is read at all. @throws UserError */
export function mustBeShort(bytes: number): void {
  if (bytes > MOST_FILE_BYTES)
    throw wrong(
      `it has ${megabytes(bytes)} MB, and a record may have ${megabytes(MOST_FILE_BYTES)}. The page Replay shows a longer one in parts. It can be saved as a table or for TensorBoard, in the place where it was saved`,
    );
}

const megabytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);
const wrong = (what: string) => new UserError("input", `This file is no record that can be shown: ${what}.`);

/** Takes a file line by line. */
class RecordReader {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  readonly #rounds: RoundRecord[] = [];
  #head: RecordHead | undefined;
  #labels: ReadonlySet<string> = new Set();
  readonly #people = new Set<string>();
  #lines = 0;
  /** By the text in the file; the same few texts stand in every round. */
  readonly #clean = remembered((text) => cleanText(text).slice(0, 500));
  readonly #name = remembered((text) => WorkerName.safeParse(text).data ?? "");

  line(bytes: Uint8Array): void {
    this.#lines++;
    if (bytes.byteLength > MOST_LINE_BYTES)
      throw this.#wrong(
        `has ${megabytes(bytes.byteLength)} MB, and a line may have ${megabytes(MOST_LINE_BYTES)}`,
      );
    const text = this.#textOf(bytes);
    if (text.trim() === "") return;
    const line = checkedLine(text);
    if (line === undefined)
      throw this.#wrong(
        "is damaged or was cut: it is no whole line of JSON, or its checksum is wrong. Get the file again",
      );
    const value = this.#parsed(line.text);
    if (this.#head === undefined) this.#head = this.#readHead(value);
    else this.#rounds.push(this.#readRound(value));
  }

  end(): RunRecord {
    if (this.#head === undefined) throw wrong("it is empty");
    if (this.#rounds.length === 0) throw wrong("it has settings, and no round");
    return { ...this.#head, rounds: this.#rounds };
  }

  #wrong(what: string): UserError {
    return wrong(`line ${this.#lines} ${what}`);
  }

  #textOf(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes);
    } catch {
      throw this.#wrong("is no text in UTF-8");
    }
  }

  #parsed(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch {
      throw this.#wrong("is no JSON");
    }
  }

  #readHead(value: unknown): RecordHead {
    const { format, version } = value as { format?: unknown; version?: unknown };
    if (format !== FORMAT)
      throw this.#wrong(
        `must be the head of a record, with its settings. A log from a records folder has none: save the run from the page History, or with the command export`,
      );
    if (version !== VERSION)
      throw this.#wrong(
        `says version ${quoted(version)} of the format, and this page reads version ${VERSION}: open it with a newer one`,
      );
    const checked = Head.safeParse(value);
    if (!checked.success) throw this.#wrong(`has wrong settings: ${described(checked.error)}`);
    const { room, run, config, workers, revealed, missing } = checked.data;
    this.#labels = new Set(config.arms.map(armLabel));
    for (const { id } of workers) this.#people.add(id);
    const named = workers.map(({ id, name }) => ({ id, name: this.#name(name) }));
    return {
      ...(room !== undefined && { room }),
      run,
      config,
      workers: named,
      revealed,
      ...(missing !== undefined && { missing }),
    };
  }

  #readRound(value: unknown): RoundRecord {
    const checked = recordedRound(value);
    if ("error" in checked) throw this.#wrong(`is no round: ${described(checked.error)}`);
    const { record } = checked;
    const found = this.#contradiction(record);
    if (found !== undefined) throw this.#wrong(`is no round of this run: ${found}`);
    if (this.#rounds.length >= MOST.rounds) throw wrong(`it has more than ${MOST.rounds} rounds`);
    this.#meet(record);
    return {
      ...record,
      arms: record.arms.map((arm) => ({
        ...arm,
        ...(arm.reason !== undefined && { reason: this.#clean(arm.reason) }),
        warnings: arm.warnings.map(this.#clean),
      })),
      events: record.events.map((event) => this.#cleanEvent(event)),
    };
  }

  /** Everybody that the round names. */
  #meet({ invited, missing = [], events, refusals, stage }: RoundRecord): void {
    const people = this.#people;
    for (const ids of [invited, missing, stage?.byzantine ?? []]) for (const id of ids) people.add(id);
    for (const event of events) if ("worker" in event) people.add(event.worker);
    for (const { worker } of refusals) people.add(worker);
    if (people.size > MOST.people) throw wrong(`it names more than ${MOST.people} workers`);
  }

  /** What the schema of one round cannot see. */
  #contradiction({ round, arms, invited, stage }: RoundRecord): string | undefined {
    const before = this.#rounds.at(-1)?.round ?? -1;
    if (round <= before) return `round ${round} stands after round ${before}`;
    const labels = arms.map(({ label }) => label);
    if (new Set(labels).size < labels.length) return "two of its models have one name";
    const strange = labels.find((label) => !this.#labels.has(label));
    if (strange !== undefined) return `the settings have no rule ${quoted(strange)}`;
    const there = new Set(invited);
    for (const { rows, evaluation } of arms) {
      const stranger = rows.find(({ worker }) => !there.has(worker));
      if (stranger !== undefined) return `worker ${quoted(stranger.worker)} was not invited`;
      const classes = evaluation?.confusion.length;
      if (evaluation?.confusion.some((row) => row.length !== classes))
        return "a table of classes is not square";
    }
    const lists = [stage?.aggregationError, stage?.honestNorm, stage?.honest];
    if (lists.some((list) => list !== undefined && list.length !== arms.length))
      return `what is known of the honest updates must have ${arms.length} entries`;
    return undefined;
  }

  #cleanEvent(event: RunEvent): RunEvent {
    switch (event.kind) {
      case "joined":
      case "left":
      case "returned":
      case "removed":
      case "flipped":
        return { ...event, name: this.#name(event.name) };
      case "skipped":
        return { ...event, reason: this.#clean(event.reason) };
      case "changed":
        return { ...event, settings: event.settings.map(this.#clean) };
      case "resumed":
        return { ...event, note: this.#clean(event.note) };
      case "diverged":
      case "closed":
      case "arm-added":
      case "revealed":
      case "more":
        return event;
      default:
        return event satisfies never;
    }
  }
}

/** The first few faults, so that a sentence stays one. */
function described({ issues }: z.ZodError): string {
  const few = new z.ZodError(issues.slice(0, 2));
  return quotedLong(describeConfigError(few));
}

const MOST_SAID = 300;
const quotedLong = (text: string) => {
  const clean = cleanText(text);
  return clean.length <= MOST_SAID ? clean : `${clean.slice(0, MOST_SAID - 1)}…`;
};
