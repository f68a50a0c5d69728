/**
 * Measures backends that may hang or crash: each runs in a process or Web Worker of its own, which is ended when a task
 * takes too long, and replaced for the tasks that are left.
 */
import type { ModelName } from "@honest-majority/learning/facts";
import type { BackendReport } from "./schema";
import type { Answers, Task, Workload } from "./tasks";

export interface Isolated {
  /** Rejects when the task fails or when the process dies. */
  ask<T extends Task>(task: T): Promise<Answers[T["kind"]]>;
  end(): void;
}

export interface Plan {
  name: string;
  models: readonly ModelName[];
  aggregations?: readonly Workload[];
}

export interface Progress {
  /** The results so far. The last backend may be incomplete. */
  backends: readonly BackendReport[];
  /** What begins now, and on which backend. */
  name: string;
  task: Task;
}

export interface Surroundings {
  open(): Isolated;
  /** The time limit of each task. */
  limitMs: number;
  /** Calls `what` later, unless the function that it returns is called first. */
  after(ms: number, what: () => void): () => void;
  say(progress: Progress): void;
}

type Trouble = { outcome: "failed"; detail: string } | { outcome: "stopped"; afterSeconds: number };
type Tried<Answer> = { outcome: "done"; answer: Answer } | Trouble;

export async function measureBackends(
  plans: readonly Plan[],
  { open, limitMs, after, say }: Surroundings,
): Promise<BackendReport[]> {
  const backends: BackendReport[] = [];
  /** Undefined until the next task needs one. */
  let isolated: Isolated | undefined;
  const end = () => {
    isolated?.end();
    isolated = undefined;
  };

  async function attempt<T extends Task>(task: T): Promise<Tried<Answers[T["kind"]]>> {
    isolated ??= open();
    const asked = isolated.ask(task).then(
      (answer) => ({ outcome: "done", answer }) as const,
      (error: unknown) => ({ outcome: "failed", detail: textOf(error) }) as const,
    );
    let cancel = () => {};
    const late = new Promise<Trouble>((resolve) => {
      cancel = after(limitMs, () => resolve({ outcome: "stopped", afterSeconds: limitMs / 1000 }));
    });
    const tried = await Promise.race([asked, late]);
    cancel();
    if (tried.outcome !== "done") end();
    return tried;
  }

  async function start(name: string): Promise<BackendReport["start"]> {
    const tried = await attempt({ kind: "start", name });
    if (tried.outcome !== "done") return tried;
    const { installed, ...facts } = tried.answer;
    return installed ? { outcome: "done", ...facts } : { outcome: "missing" };
  }

  /** Runs one task of a backend that started before, if need be in a new process. */
  async function run<T extends Task>(name: string, task: T): Promise<Tried<Answers[T["kind"]]>> {
    say({ backends, name, task });
    if (isolated === undefined) {
      const again = await start(name);
      if (again.outcome === "missing") return { outcome: "failed", detail: "it is no longer installed" };
      if (again.outcome !== "done") return again;
    }
    return attempt(task);
  }

  try {
    for (const { name, models, aggregations = [] } of plans) {
      say({ backends, name, task: { kind: "start", name } });
      const found: BackendReport = { name, start: await start(name), models: [], aggregation: [] };
      backends.push(found);
      if (found.start.outcome === "missing") continue; // nothing was loaded: the next may use the same process
      if (found.start.outcome === "done") {
        for (const model of models) {
          const tried = await run(name, { kind: "model", model });
          found.models.push(
            tried.outcome === "done" ? { model, ...tried.answer, outcome: "done" } : { model, ...tried },
          );
        }
        for (const work of aggregations) {
          const tried = await run(name, { kind: "aggregation", ...work });
          found.aggregation.push(
            tried.outcome === "done" ? { ...work, ...tried.answer, outcome: "done" } : { ...work, ...tried },
          );
          if (tried.outcome === "stopped") break; // the sizes grow
        }
      }
      end();
    }
    return backends;
  } finally {
    end();
  }
}

/** The schema takes longer texts. */
const LONGEST = 2000;

function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.length > LONGEST ? text.slice(0, LONGEST).replace(/\S*$/, "") : text; // no half of a name is left
}
