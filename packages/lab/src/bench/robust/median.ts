/** How long to measure a task, in milliseconds of the task's own time. */
export interface Patience {
  /** A slower task is measured only once. */
  longMs: number;
  /** The time for which a faster task is repeated to warm up its code. */
  warmMs: number;
  /** The limit for all runs of one median together; at least three runs are made. */
  affordableMs: number;
}

export const PATIENT: Patience = { longMs: 1000, warmMs: 100, affordableMs: 500 };
export const BRISK: Patience = { longMs: 300, warmMs: 50, affordableMs: 150 };

/** Returns the milliseconds of one run. */
export type Task = () => Promise<number>;

/** Consecutive runs of one task. One run before them does not count, because it finds the previous task's data in the caches. */
const TURN = 6;

/**
 * Median milliseconds of tasks that take turns, after some warm-up runs. The machine's speed changes from second to
 * second, so taking turns gives all tasks the same conditions.
 */
export async function mediansMs(
  runs: number,
  tasks: readonly Task[],
  patience: Patience = PATIENT,
): Promise<number[]> {
  const measured: { task: Task; times: number[]; count: number }[] = [];
  for (const task of tasks) {
    const once = await warmUp(task, patience);
    const long = once > patience.longMs;
    const count = Math.min(runs, Math.max(3, Math.floor(patience.affordableMs / once)));
    measured.push({ task, times: long ? [once] : [], count: long ? 1 : count });
  }
  while (measured.some(({ times, count }) => times.length < count)) {
    for (const { task, times, count } of measured) {
      const left = Math.min(TURN, count - times.length);
      if (left > 0 && tasks.length > 1) await task();
      for (let run = 0; run < left; run++) times.push(await task());
    }
  }
  return measured.map(({ times }) => times.toSorted((a, b) => a - b)[times.length >> 1]);
}

/** The time of its last run. */
async function warmUp(task: Task, { longMs, warmMs }: Patience): Promise<number> {
  let spent = 0;
  let last = 0;
  for (let run = 0; run < 2 || (spent < warmMs && run < 30); run++) {
    last = await task();
    if (last > longMs) break;
    spent += last;
  }
  return last;
}

/**
 * The milliseconds that `work` takes on its thread, as closely as Node can measure. Wall-clock time includes other
 * processes, and processor time includes other threads of this process (compiler, garbage collector): takes the smaller.
 */
export async function ms(work: () => unknown): Promise<number> {
  const processor = process.cpuUsage();
  const wall = performance.now();
  await work();
  const onTheWall = performance.now() - wall;
  const { user, system } = process.cpuUsage(processor);
  return Math.min(onTheWall, (user + system) / 1000);
}
