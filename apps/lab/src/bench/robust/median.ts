/** What the runs of one median may take together, but for the three that it takes at least. */
const AFFORDABLE_MS = 500;

/** Median milliseconds of a task over several runs after two that warm up, or of one where a run takes longer than a second. */
export async function medianMs(runs: number, task: () => Promise<number>): Promise<number> {
  const first = await task();
  if (first > 1000) return first;
  const second = await task(); // code that has just been compiled once more
  const count = Math.min(runs, Math.max(3, Math.floor(AFFORDABLE_MS / second)));
  const times: number[] = [];
  for (let run = 0; run < count; run++) times.push(await task());
  times.sort((a, b) => a - b);
  return times[times.length >> 1];
}

/** Milliseconds of processor time that `work` takes: the clock on the wall would also count what else the machine does. */
export async function ms(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
