import type { Answers, Isolated, Task } from "@honest-majority/report";
import type { FromLearner, ToLearner } from "../learner/messages";

/** Starts a learner that joins no room and measures. A script of its own would come with a second copy of tfjs. */
export function openWorker(): Isolated {
  const worker = new Worker(new URL("../learner/main.ts", import.meta.url), { type: "module" });
  const pending = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let nextId = 0;
  worker.onmessage = ({ data }: MessageEvent<FromLearner>) => {
    if (data.kind !== "measured") return;
    const waiting = pending.get(data.id);
    pending.delete(data.id);
    if ("answer" in data) waiting?.resolve(data.answer);
    else waiting?.reject(new Error(data.error));
  };
  worker.onerror = ({ message }) => {
    for (const { reject } of pending.values()) reject(new Error(message || "its script did not load"));
    pending.clear();
  };
  return {
    ask<T extends Task>(task: T): Promise<Answers[T["kind"]]> {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        // the cast is safe: the worker answers each task with its kind of answer
        pending.set(id, { resolve: resolve as (answer: unknown) => void, reject });
        worker.postMessage({ kind: "measure", id, task } satisfies ToLearner);
      });
    },
    end: () => worker.terminate(),
  };
}
