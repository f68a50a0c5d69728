/** A task that takes longer is measured once, a shorter one is repeated so long until its code is warm. */
const LONG_MS = 1000;
const WARM_MS = 100;

/** Median milliseconds of a task over several runs, which answers with the milliseconds of one. */
export async function medianMs(runs: number, task: () => Promise<number>): Promise<number> {
  let spent = 0;
  for (let run = 0; run < 2 || (spent < WARM_MS && run < 30); run++) {
    const once = await task();
    if (once > LONG_MS) return once;
    spent += once;
  }
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await task());
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
