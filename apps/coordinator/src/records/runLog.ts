/** One run's folder: its records as lines, and the vectors that the next round starts from. */
import { type FileHandle, mkdir, open, readdir, readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { decodeVector, encodeVectors, type RoundRecord } from "@honest-majority/protocol";
import type { SavedVectors } from "../compute/compute";
import { writeAtomically } from "./atomicFile";
import type { KeptRun } from "./runStore";

const ROUNDS = "rounds.jsonl";

export class RunLog {
  readonly #folder: string;
  #lines: FileHandle | undefined;
  /** Appends go one after another, in the order they were asked for. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.#folder = folder;
  }

  append(record: RoundRecord, { parameters, previous }: SavedVectors): Promise<void> {
    // copied now: the next round may change them before their turn on the disk comes
    const vectors = encodeVectors([parameters, previous]);
    return this.#inTurn(async () => {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const next = record.round + 1;
      await writeAtomically(join(this.#folder, vectorsFile(next)), vectors);
      this.#lines ??= await open(join(this.#folder, ROUNDS), "a", 0o600);
      await this.#lines.appendFile(`${JSON.stringify(record)}\n`);
      await this.#lines.datasync(); // from here on the round counts
      await rm(join(this.#folder, vectorsFile(record.round)), { force: true });
    });
  }

  /** `length`: how many values the vectors file must hold for each of its two parts. */
  load(length: number): Promise<KeptRun> {
    return this.#inTurn(async () => {
      const records = await this.#loadRecords();
      const last = records.at(-1);
      if (last === undefined) return { records };
      const name = vectorsFile(last.round + 1);
      const bytes = await readFile(join(this.#folder, name)).catch(() => undefined);
      if (bytes === undefined || bytes.byteLength !== 8 * length) {
        const found = bytes === undefined ? "there is no such file" : `${bytes.byteLength} bytes are there`;
        const folder = this.#folder;
        throw new Error(
          `${join(folder, name)}: ${8 * length} bytes must be there for the run to go on, ${found}. Move ${folder} away to begin a new run.`,
        );
      }
      await this.#removeOtherVectors(name);
      const all = decodeVector(bytes, 2 * length);
      return { records, vectors: { parameters: all.subarray(0, length), previous: all.subarray(length) } };
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#lines?.close();
      this.#lines = undefined;
    });
  }

  /** A kill in mid-line leaves a torn last one: cut off, so that the next append starts a line of its own. */
  async #loadRecords(): Promise<RoundRecord[]> {
    const path = join(this.#folder, ROUNDS);
    const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return Buffer.alloc(0);
      throw error;
    });
    const whole = bytes.lastIndexOf("\n") + 1;
    if (whole < bytes.length) await truncate(path, whole);
    return bytes
      .subarray(0, whole)
      .toString("utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line, i) => parseLine(line, `${path}, line ${i + 1}`));
  }

  async #removeOtherVectors(keep: string): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (/^vectors-\d+\.f32(\.part)?$/.test(name) && name !== keep)
        await rm(join(this.#folder, name), { force: true });
    }
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(action);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** What round `next` starts from: parameters, then previous aggregates, float32 little-endian. */
function vectorsFile(next: number): string {
  return `vectors-${next}.f32`;
}

function parseLine(line: string, where: string): RoundRecord {
  try {
    return JSON.parse(line) as RoundRecord;
  } catch (error) {
    throw new Error(`${where}: must be a round's record as JSON, ${(error as Error).message}`);
  }
}
