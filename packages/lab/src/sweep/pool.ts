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

export interface CellsToRun {
  cells: readonly Cell[];
  /** How many cells run in parallel. */
  processes: number;
  dataDir: string;
  onShare: (id: string, share: number) => void;
  onCell: (id: string, cell: StoredCell) => Promise<void>;
  /** Called for a cell that fails. The others run on. */
  onFailure: (cell: Cell, error: Error) => Promise<void>;
}

/** @throws Error when no process can start, or a result cannot be saved. Cells that finished before have been passed on. */
export type RunCells = (toRun: CellsToRun) => Promise<void>;

export interface PoolOptions {
  /** The module of a lab process. */
  labProcess: URL;
  /** How a person calls the program, for messages. */
  program: string;
  /** URLs of plugin modules (rules, attacks, data sets …), which each process loads. */
  plugins?: readonly string[];
}

/** Runs cells in parallel processes. Each process takes the next cell when it has finished one. */
export const pool =
  (options: PoolOptions): RunCells =>
  (toRun) =>
    runPool(toRun, options);

async function runPool(
  { cells, processes, dataDir, onShare, onCell, onFailure }: CellsToRun,
  { labProcess, program, plugins = [] }: PoolOptions,
): Promise<void> {
  const waiting = [...cells];
  const children = new Set<ChildProcess>();
  const count = Math.min(processes, cells.length);
  try {
    await Promise.all(Array.from({ length: count }, serve));
  } finally {
    for (const child of children) child.kill();
  }

  /** A process that dies in a cell is replaced. */
  async function serve(): Promise<void> {
    while (waiting.length > 0) await serveInOneProcess();
  }

  function serveInOneProcess(): Promise<void> {
    const child = fork(fileURLToPath(labProcess), [dataDir, program, ...plugins], {
      execArgv: [], // without the flags of this process, which may belong to a test runner or a debugger
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    children.add(child);
    return new Promise((resolve, reject) => {
      let started = false;
      let current: Cell | undefined;
      const next = () => {
        if (!child.connected) return resolve();
        current = waiting.shift();
        if (current === undefined) {
          child.disconnect();
          resolve();
        } else child.send({ id: current.id, config: current.config } satisfies ToCellProcess);
      };
      const fail = async (error: Error) => {
        const failed = current;
        current = undefined;
        if (failed !== undefined) await onFailure(failed, error);
      };
      child.on("message", (message: FromCellProcess) => {
        switch (message.kind) {
          case "ready":
            started = true;
            return next();
          case "share":
            return onShare(message.id, message.share);
          case "done":
            current = undefined;
            onCell(message.id, message.cell).then(next, reject);
            return;
          case "failed":
            fail(receivedError(message.error)).then(next, reject);
            return;
          default:
            return message satisfies never;
        }
      });
      child.on("error", reject);
      child.on("exit", (code, signal) => {
        children.delete(child);
        const end = signal ?? `exit code ${code}`;
        if (started) fail(new Error(`its process ended (${end})`)).then(resolve, reject);
        else reject(new Error(`a lab process ended before its first run (${end})`));
      });
    });
  }
}
