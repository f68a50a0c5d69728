/** A task that takes longer is measured once. */
const LONG_MS = 1000;
/** What a shorter one is repeated for until its code is warm. */
const WARM_MS = 100;
/** What the runs of one median may take together, but for the three that it takes at least. */
const AFFORDABLE_MS = 500;

/** Median milliseconds of a task over several runs after some that warm up; the task answers with those of one run. */
export async function medianMs(runs: number, task: () => Promise<number>): Promise<number> {
  let spent = 0;
  let last = 0;
  for (let run = 0; run < 2 || (spent < WARM_MS && run < 30); run++) {
    last = await task();
    if (last > LONG_MS) return last;
    spent += last;
  }
  const count = Math.min(runs, Math.max(3, Math.floor(AFFORDABLE_MS / last)));
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
