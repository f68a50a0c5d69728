import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type RunConfig, receivedError, type SentError } from "@honest-majority/protocol";
import type { Cell } from "./cells";
import type { StoredCell } from "./resultStore";

export interface ToCellProcess {
  id: string;
  config: RunConfig;
}

export type FromCellProcess =
  | { kind: "ready" }
  /** The share of closed rounds, 0 … 1. */
  | { kind: "share"; id: string; share: number }
  | { kind: "done"; id: string; cell: StoredCell }
  | { kind: "failed"; id: string; error: SentError };

export interface PoolOptions {
  cells: readonly Cell[];
  /** How many cells run in parallel. */
  processes: number;
  dataDir: string;
  /** URLs of plugin modules (rules, attacks, data sets …), which each process loads. */
  plugins?: readonly string[];
  onShare: (id: string, share: number) => void;
  onCell: (id: string, cell: StoredCell) => Promise<void>;
}

/**
 * Runs cells in parallel processes. Each process takes the next cell when it has finished one.
 *
 * @throws Error that names the first cell that fails. Cells that finished before have been passed on.
 */
export async function runPool({
  cells,
  processes,
  dataDir,
  plugins = [],
  onShare,
  onCell,
}: PoolOptions): Promise<void> {
  const waiting = [...cells];
  const children = new Set<ChildProcess>();
  const count = Math.min(processes, cells.length);
  try {
    await Promise.all(Array.from({ length: count }, () => serve()));
  } finally {
    for (const child of children) child.kill();
  }

  function serve(): Promise<void> {
    const child = fork(fileURLToPath(new URL("./cellProcess.ts", import.meta.url)), [dataDir, ...plugins], {
      execArgv: ["--import", import.meta.resolve("tsx")],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    children.add(child);
    return new Promise((resolve, reject) => {
      let current: Cell | undefined;
      const next = () => {
        current = waiting.shift();
        if (current === undefined) {
          child.disconnect();
          resolve();
        } else child.send({ id: current.id, config: current.config } satisfies ToCellProcess);
      };
      const at = () =>
        current === undefined ? "before its first cell" : `at ${JSON.stringify(current.place)}`;
      child.on("message", (message: FromCellProcess) => {
        switch (message.kind) {
          case "ready":
            return next();
          case "share":
            return onShare(message.id, message.share);
          case "done":
            onCell(message.id, message.cell).then(next, reject);
            return;
          case "failed":
            return reject(receivedError({ ...message.error, message: `${at()}: ${message.error.message}` }));
          default:
            return message satisfies never;
        }
      });
      child.on("error", reject);
      child.on("exit", (code, signal) => {
        children.delete(child);
        if (current !== undefined || code !== 0)
          reject(new Error(`a lab process ended ${at()} (${signal ?? `exit code ${code}`})`));
      });
    });
  }
}
