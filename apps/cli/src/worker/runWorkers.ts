/** Runs workers without a browser in a live room, all on one backend. If it dies, they rejoin on the next one. */
import { chooseNodeBackend, whenGone } from "@honest-majority/backends";
import { type EverySecond, watchBackend } from "@honest-majority/learning";
import { type NodeWorker, say, startWorker } from "./startWorker";
import type { WorkerOptions } from "./worker";

const everySecond: EverySecond = (what) => {
  const timer = setInterval(what, 1_000);
  return () => clearInterval(timer);
};

export async function runWorkers({ url, room, count, attack, name }: WorkerOptions): Promise<void> {
  /** The backends that died, and why. */
  const dead = new Map<string, string>();
  const tokens: (string | undefined)[] = Array(count).fill(undefined);
  let workers: NodeWorker[] = [];
  let remaining = count;
  let told = false;

  async function begin(): Promise<void> {
    const backend = await chooseNodeBackend(dead);
    say(`${count === 1 ? "1 worker" : `${count} workers`} on ${backend.name} for room ${room} at ${url}`);
    const watch = watchBackend({ everySecond, died: (why) => void beginAgain(backend.name, why) });
    void whenGone()?.then(watch.lost);
    workers = tokens.map((token, place) =>
      startWorker({
        origin: url,
        room,
        token,
        name: name === undefined || count === 1 ? name : `${name} ${place + 1}`,
        backend: { ...backend, deaths: dead.size },
        attack,
        watch,
        keepToken(kept) {
          tokens[place] = kept;
        },
        unreached() {
          if (!told)
            say(
              `no coordinator answers at ${url}: check the address, and that it runs; trying again until it answers`,
            );
          told = true; // once for all workers
        },
        stopped() {
          if (--remaining === 0) process.exit(1); // every worker was refused or removed, and has printed why
        },
      }),
    );
  }

  async function beginAgain(backend: string, why: string): Promise<void> {
    dead.set(backend, why);
    say(`${backend} stopped: ${why}. The workers rejoin on another backend.`);
    for (const worker of workers) worker.hangUp();
    await begin().catch((error) => {
      say(`${error instanceof Error ? error.message : error}. Start the command again.`);
      process.exit(1);
    });
  }

  await begin();
  let leaving = false;
  const leave = () => {
    if (leaving) process.exit(1); // a second Ctrl-C exits at once
    leaving = true;
    void Promise.all(workers.map((worker) => worker.leave())).then(() => process.exit(0));
  };
  process.on("SIGINT", leave);
  process.on("SIGTERM", leave);
}
