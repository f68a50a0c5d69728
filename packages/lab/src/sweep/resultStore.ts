/** A sweep's finished cells on disk: one file each, complete or missing, so that a killed sweep can continue. */
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunConfig } from "@honest-majority/protocol";
import { z } from "zod";
import type { Estimates } from "../run/estimates";
import type { CellResult } from "./summary";

/** The curve of one run, for figures. */
export interface Curve {
  rounds: number[];
  accuracy: number[];
}

export interface StoredCell extends CellResult {
  config: RunConfig;
  curve: Curve;
  /** Absent in old results. */
  estimates?: Estimates;
  backend: string;
}

const Stored = z.looseObject({
  final: z.object({
    accuracy: z.number(),
    loss: z.number().nullable(),
    rounds: z.int(),
    diverged: z.boolean(),
  }),
  seconds: z.number(),
  curve: z.object({ rounds: z.array(z.int()), accuracy: z.array(z.number()) }),
});

export interface ResultStore {
  readonly folder: string;
  load(): Promise<Map<string, StoredCell>>;
  keep(id: string, cell: StoredCell): Promise<void>;
  write(file: string, content: string): Promise<void>;
  /** undefined if there is no such file. */
  read(file: string): Promise<string | undefined>;
}

export function resultStore(folder: string): ResultStore {
  const cells = join(folder, "cells");
  async function write(path: string, content: string): Promise<void> {
    await writeFile(`${path}.tmp`, content);
    await rename(`${path}.tmp`, path);
  }
  return {
    folder,
    async load() {
      await mkdir(cells, { recursive: true });
      const found = new Map<string, StoredCell>();
      for (const file of await readdir(cells)) {
        if (!file.endsWith(".json")) continue;
        // a damaged file, such as one cut short, is computed again
        const parsed = Stored.safeParse(json(await readFile(join(cells, file), "utf8")));
        if (parsed.success) found.set(file.slice(0, -".json".length), parsed.data as unknown as StoredCell);
      }
      return found;
    },
    keep: (id, cell) => write(join(cells, `${id}.json`), `${JSON.stringify(cell)}\n`),
    write: (file, content) => write(join(folder, file), content),
    read: (file) =>
      readFile(join(folder, file), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      }),
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
