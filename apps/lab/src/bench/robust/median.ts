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

/** Median milliseconds of a task over several runs after some that warm up; the task answers with those of one run. */
export async function medianMs(
  runs: number,
  task: () => Promise<number>,
  { longMs, warmMs, affordableMs }: Patience = PATIENT,
): Promise<number> {
  let spent = 0;
  let last = 0;
  for (let run = 0; run < 2 || (spent < warmMs && run < 30); run++) {
    last = await task();
    if (last > longMs) return last;
    spent += last;
  }
  const count = Math.min(runs, Math.max(3, Math.floor(affordableMs / last)));
  const times: number[] = [];
  for (let run = 0; run < count; run++) times.push(await task());
  times.sort((a, b) => a - b);
  return times[times.length >> 1];
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
