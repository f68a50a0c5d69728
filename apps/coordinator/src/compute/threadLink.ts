/** The main thread's side of the messages: matches answers to calls, and rejects every call when the thread dies. */

import type { Worker } from "node:worker_threads";
import { receivedError, typed, UserError } from "@honest-majority/protocol";
import type { CallName, Calls, FromThread, ToThread } from "./messages";

export interface ThreadLink {
  /** Resolves when the thread has chosen its backend; rejects with a `UserError` when it cannot start. */
  readonly ready: Promise<{ name: string; note: string }>;
  call<Name extends CallName>(
    kind: Name,
    run: string,
    request: Calls[Name]["request"],
  ): Promise<Calls[Name]["answer"]>;
  /** Sends a message that needs no answer; does nothing when the thread is dead. */
  send(message: ToThread): void;
  close(): Promise<void>;
}

interface Pending {
  resolve(answer: Calls[CallName]["answer"]): void;
  reject(error: Error): void;
}

export interface ThreadLinkOptions {
  log: (line: string) => void;
  /** Called when the thread goes on without a GPU that died. */
  moved: (message: Extract<FromThread, { kind: "moved" }>) => void;
  /** How a person calls the program. */
  program: string;
}

/** When the thread dies, one sentence is logged, and every pending and later call rejects with it as a `UserError`. */
export function openThreadLink(worker: Worker, { log, moved, program }: ThreadLinkOptions): ThreadLink {
  const pending = new Map<number, Pending>();
  let nextId = 0;
  let isReady = false;
  let ended: Error | undefined;
  let started: (backend: { name: string; note: string }) => void = () => {};
  let notStarted: (error: Error) => void = () => {};
  const ready = new Promise<{ name: string; note: string }>((resolve, reject) => {
    [started, notStarted] = [resolve, reject];
  });

  const end = (error: Error) => {
    ended = error;
    notStarted(error);
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  const crash = (why: string) => {
    if (ended !== undefined) return;
    const sentence = isReady
      ? `The compute thread died: ${why}. Restart the coordinator: its runs resume after their last recorded round.`
      : `The compute thread could not start: ${why}. Run "${typed(program, "doctor")}": it names what this machine lacks.`;
    end(new UserError("compute", sentence));
    if (isReady) log(sentence); // before, the start fails with this error
  };
  worker.on("message", (message: FromThread) => {
    switch (message.kind) {
      case "ready":
        isReady = true;
        return started(message.backend);
      case "moved":
        return moved(message);
      case "answer":
        pending.get(message.id)?.resolve(message.answer);
        pending.delete(message.id);
        return;
      case "failed":
        pending.get(message.id)?.reject(receivedError(message.error));
        pending.delete(message.id);
        return;
      default:
        return message satisfies never;
    }
  });
  worker.on("error", (error) => crash(error instanceof Error ? error.message : String(error)));
  worker.on("messageerror", (error) => crash(`it sent what cannot be read, ${error.message}`));
  worker.on("exit", (code) => crash(`it stopped with exit code ${code}`));

  return {
    ready,
    call(kind, run, request) {
      if (ended !== undefined) return Promise.reject(ended);
      return new Promise((resolve, reject) => {
        const id = nextId++;
        // the cast is safe: the thread answers each call with that call's kind of answer
        pending.set(id, { resolve: resolve as Pending["resolve"], reject });
        worker.postMessage({ kind, id, run, request });
      });
    },
    send(message) {
      if (ended === undefined) worker.postMessage(message);
    },
    async close() {
      if (ended === undefined) end(new Error("the compute thread is closed"));
      await worker.terminate();
    },
  };
}
