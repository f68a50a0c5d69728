import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Answers, Isolated, Task } from "@honest-majority/report";

export interface ToProcess {
  id: number;
  task: Task;
}

export type FromProcess = { id: number; answer: Answers[Task["kind"]] } | { id: number; error: string };

/** Native libraries say on standard error which other library they miss. */
const KEPT_LINES = 3;

/** Starts a process for tasks. `module`: `measureProcess`; tests give one that crashes or hangs. */
export function openProcess(module: URL): Isolated {
  const child = fork(fileURLToPath(module), {
    execArgv: [], // without the flags of this process, which may belong to a test runner or a debugger
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const pending = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let nextId = 0;
  let lines: string[] = [];
  let ended: string | undefined;

  const withLines = (sentence: string) =>
    new Error(lines.length === 0 ? sentence : `${sentence}; it wrote: ${lines.join(" | ")}`);
  const end = (why: string) => {
    ended ??= why;
    for (const { reject } of pending.values()) reject(withLines(ended));
    pending.clear();
  };
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    const written = text.split("\n").filter((line) => line.trim() !== "" && line.length < 500);
    lines = [...lines, ...written].slice(-KEPT_LINES);
  });
  child.on("message", (message: FromProcess) => {
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if ("answer" in message) waiting?.resolve(message.answer);
    else waiting?.reject(withLines(message.error));
  });
  child.on("error", ({ message }) => end(message));
  // after `exit`, standard error may still hold its last words
  child.on("close", (code, signal) => {
    process.off("exit", kill);
    end(`its process ended with ${signal ?? `exit code ${code}`}`);
  });

  return {
    ask<T extends Task>(task: T): Promise<Answers[T["kind"]]> {
      if (ended !== undefined) return Promise.reject(withLines(ended));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        // the cast is safe: the process answers each task with its kind of answer
        pending.set(id, { resolve: resolve as (answer: unknown) => void, reject });
        child.send({ id, task } satisfies ToProcess, (error) => error && end(error.message));
      });
    },
    end: kill,
  };
}
