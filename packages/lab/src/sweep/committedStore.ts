/** Results that a repository holds: finished runs as `NAME.jsonl`, as lab export writes them, and other files as `NAME.FILE`. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readCompact } from "./compact";
import { readText } from "./readText";
import type { ResultStore } from "./resultStore";

/** For reports only: it cannot be written to. */
export type CommittedStore = Pick<ResultStore, "folder" | "load" | "failures" | "read">;

export function committedStore(
  folder: string,
  name: string,
): CommittedStore & { isThere(): Promise<boolean> } {
  const runs = join(folder, `${name}.jsonl`);
  return {
    isThere: async () =>
      existsSync(folder) && (await readdir(folder)).some((file) => file.startsWith(`${name}.`)),
    folder,
    load: async () => (existsSync(runs) ? readCompact(await readText(runs), runs).results : new Map()),
    failures: async () => new Map(),
    async read(file) {
      const path = join(folder, `${name}.${file}`);
      return existsSync(path) ? readText(path) : undefined;
    },
  };
}
