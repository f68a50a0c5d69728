/** A sweep's cells on disk, one file each, so that a killed sweep can continue. A file is complete or missing. */
import { existsSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Estimates } from "@honest-majority/conductor";
import { type RunConfig, UserError } from "@honest-majority/protocol";
import { z } from "zod";
import { readText } from "./readText";
import type { CellResult } from "./summary";
import { removeAbandoned, writeWhole } from "./wholeFile";

/** The measurements of one run: one entry for each measured round. */
export interface Curve {
  rounds: number[];
  accuracy: number[];
  /** On the test set; null if it was not finite. Absent in old results, like the fields below. */
  loss?: (number | null)[];
  /** Over the honest workers' batches of that round. */
  trainLoss?: (number | null)[];
  /** Whether the run had diverged by that round. */
  diverged?: boolean[];
  /** Of attacks with a trigger. Absent when none was played. */
  attackSuccess?: (number | null)[];
  /** The accuracy on the validation split. Absent without one. */
  validation?: number[];
}

export interface StoredCell extends CellResult {
  config: RunConfig;
  curve: Curve;
  /** Absent in old results. */
  estimates?: Estimates;
  backend: string;
  /** The commit of the code that made it, with "+" if it was changed, or the program's version. Absent in old results. */
  commit?: string;
  /** The machine that made it, such as "two x86-64 cores, Node 20.20". Absent in old results. */
  hardware?: string;
}

/** Why a cell has no result. */
export interface Failure {
  place: Record<string, unknown>;
  error: string;
}

const Stored = z.looseObject({
  final: z.object({
    accuracy: z.number(),
    loss: z.number().nullable(),
    rounds: z.int(),
    diverged: z.boolean(),
    attackSuccess: z.number().optional(),
    validation: z.number().optional(),
  }),
  seconds: z.number(),
  curve: z.looseObject({ rounds: z.array(z.int()), accuracy: z.array(z.number()) }),
});
const StoredFailure = z.object({ place: z.record(z.string(), z.unknown()), error: z.string() });

/** undefined if the value is not a finished cell, for example because its file was cut short. */
export function asStoredCell(value: unknown): StoredCell | undefined {
  const parsed = Stored.safeParse(value);
  return parsed.success ? (parsed.data as unknown as StoredCell) : undefined;
}

export interface ResultStore {
  readonly folder: string;
  /** The finished cells, by id. Creates the folder. */
  load(): Promise<Map<string, StoredCell>>;
  /** Saves a finished cell, and forgets that it failed before. */
  keep(id: string, cell: StoredCell): Promise<void>;
  /** The cells that failed when they were last tried, by id. */
  failures(): Promise<Map<string, Failure>>;
  fail(id: string, failure: Failure): Promise<void>;
  write(file: string, content: string): Promise<void>;
  /** undefined if there is no such file. */
  read(file: string): Promise<string | undefined>;
}

export function resultStore(folder: string): ResultStore {
  const cells = join(folder, "cells");
  const failed = join(folder, "failed");

  /** The files of a folder that hold what `accept` accepts, by id. */
  async function files<Value>(
    where: string,
    accept: (value: unknown) => Value | undefined,
  ): Promise<Map<string, Value>> {
    if (!existsSync(where)) return new Map();
    await removeAbandoned(where);
    const found = new Map<string, Value>();
    for (const file of (await readdir(where)).sort()) {
      if (!file.endsWith(".json")) continue;
      const value = accept(await json(join(where, file)));
      if (value !== undefined) found.set(file.slice(0, -".json".length), value);
    }
    return found;
  }

  return {
    folder,
    async load() {
      await mkdir(cells, { recursive: true });
      const found = await files(cells, asStoredCell);
      await removeAbandoned(folder);
      return found;
    },
    async keep(id, cell) {
      await writeWhole(join(cells, `${id}.json`), `${JSON.stringify(cell)}\n`);
      await rm(join(failed, `${id}.json`), { force: true });
    },
    failures: () => files(failed, (value) => StoredFailure.safeParse(value).data),
    async fail(id, failure) {
      await mkdir(failed, { recursive: true });
      await writeWhole(join(failed, `${id}.json`), `${JSON.stringify(failure)}\n`);
    },
    write: (file, content) => writeWhole(join(folder, file), content),
    read: (file) =>
      readText(join(folder, file)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      }),
  };
}

/** undefined if the file is damaged: the next session of the sweep makes it again. */
async function json(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readText(path));
  } catch (error) {
    if (error instanceof UserError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
