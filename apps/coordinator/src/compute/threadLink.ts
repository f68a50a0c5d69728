/** The main thread's end of the messages: matches answers to calls, and rejects every call when the thread dies. */

import type { Worker } from "node:worker_threads";
import { receivedError } from "@honest-majority/protocol";
import type { CallName, Calls, FromThread, ToThread } from "./messages";

export interface ThreadLink {
  /** Resolves once the thread has chosen its backend. */
  readonly ready: Promise<{ name: string; note: string }>;
  call<Name extends CallName>(
    kind: Name,
    run: string,
    request: Calls[Name]["request"],
  ): Promise<Calls[Name]["answer"]>;
  /** Sends what needs no answer; a dead thread gets nothing. */
  send(message: ToThread): void;
  close(): Promise<void>;
}

interface Pending {
  resolve(answer: Calls[CallName]["answer"]): void;
  reject(error: Error): void;
}

/** A crash is logged once, in one sentence; every call before and after it is rejected with the same sentence. */
export function openThreadLink(worker: Worker, log: (line: string) => void): ThreadLink {
  const pending = new Map<number, Pending>();
  let nextId = 0;
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
    const advice = "Restart the coordinator: its runs go on from their last recorded round.";
    end(new Error(`The compute thread died: ${why}. ${advice}`));
    log(`The compute thread died: ${why}. ${advice}`);
  };
  worker.on("message", (message: FromThread) => {
    switch (message.kind) {
      case "ready":
        return started(message.backend);
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
        // the thread answers a call with that call's kind of answer: this much is trusted
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
