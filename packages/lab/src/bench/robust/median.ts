/** How long a task is measured, in milliseconds of its own. */
export interface Patience {
  /** A task that takes longer is measured once. */
  longMs: number;
  /** What a shorter one is repeated for until its code is warm. */
  warmMs: number;
  /** What the runs of one median may take together, but for the three that it takes at least. */
  affordableMs: number;
}

export const PATIENT: Patience = { longMs: 1000, warmMs: 100, affordableMs: 500 };
export const BRISK: Patience = { longMs: 300, warmMs: 50, affordableMs: 150 };

/** Answers with the milliseconds of one run. */
export type Task = () => Promise<number>;

/** Runs of one task in a row, behind one that does not count: it finds the last task's data in the caches. */
const TURN = 6;

/**
 * Median milliseconds of tasks that take turns, after some runs that warm up: the machine's pace changes from one second to the next,
 * and so it is the same for all of them.
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

/** How long its last run took. */
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
 * Milliseconds that `work` takes of its thread, as nearly as Node tells: the wall clock also counts what else the machine does, the
 * processor's time also what other threads of the process do (compile, collect garbage), so the smaller of both.
 */
export async function ms(work: () => unknown): Promise<number> {
  const processor = process.cpuUsage();
  const wall = performance.now();
  await work();
  const onTheWall = performance.now() - wall;
  const { user, system } = process.cpuUsage(processor);
  return Math.min(onTheWall, (user + system) / 1000);
}
