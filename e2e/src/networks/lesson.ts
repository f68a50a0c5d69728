/** A lesson behind a proxy, with the connections that pages have: a run in which a worker is flipped and another reloads. */
import type { Learner } from "@honest-majority/learning";
import type { RoundRecord, WorkerView } from "@honest-majority/protocol";
import { openDashboard } from "@honest-majority/web/src/dashboard/link";
import { type DashboardState, NOTHING_YET } from "@honest-majority/web/src/dashboard/state";
import { pageStore } from "@honest-majority/web/src/ui/pageStore";
import { type JoinedWorker, joinLiveWorker } from "../coordinator/liveWorker";
import { startLocalCoordinator } from "../coordinator/local";
import { openProxy, type ProxyHabits } from "./proxy";

export interface Lesson extends ProxyHabits {
  rounds: number;
  /** How long a worker takes for its step. */
  stepMs: number;
  /** Cuts every connection whenever the dashboard has been told of so many more rounds. */
  cutEveryRounds?: number;
  /** How long a try to connect may take. */
  tryMs?: number;
}

export interface ToldLesson {
  /** The coordinator's record. */
  recorded: RoundRecord[];
  /** The closed rounds as each worker heard of them, over its reload. */
  heard: number[][];
  /** The rounds on the dashboard in the end. */
  shown: readonly number[];
  /** The reloaded worker's id before and after. */
  reloaded: [string | undefined, string | undefined];
  /** The flipped worker. */
  flipped: string | undefined;
  /** How the workers' messages travel, as their own pages and the dashboard say. */
  transports: (WorkerView["transport"] | undefined)[];
  upgrades: number;
  cuts: number;
}

/** Three workers train; the first is flipped in a third of the rounds, and the second reloads in the middle. */
export async function holdLesson({
  rounds,
  stepMs,
  cutEveryRounds = Number.POSITIVE_INFINITY,
  tryMs,
  ...habits
}: Lesson): Promise<ToldLesson> {
  const local = await startLocalCoordinator({ rounds, workers: 3 });
  const proxy = await openProxy(local.coordinator.port, habits);
  const { url } = proxy;
  const { room } = local;
  const { instructorToken: token } = local.coordinator;
  const store = pageStore<DashboardState>(NOTHING_YET);
  const dashboard = openDashboard({ origin: url, room, token }, store, { tryMs });
  const { commands } = dashboard;
  const join = (kept?: string) =>
    joinLiveWorker({ url, room, token: kept, tryMs, createLearner: () => learner(stepMs) });
  const workers = [join(), join(), join()];
  const idOf = (worker: JoinedWorker) => worker.view().worker?.id;
  const closed = () => store.getState().columns.length;
  let cutAt = cutEveryRounds;
  const unsubscribe = store.subscribe(() => {
    if (closed() < cutAt) return;
    cutAt = closed() + cutEveryRounds;
    proxy.cut();
  });
  try {
    await until(() => workers.every(({ view }) => view().link.kind === "ready"), "three workers are ready");
    await until(() => store.getState().order.length === 3, "the dashboard shows three workers");
    await insist(() => commands.start());
    await until(() => closed() >= rounds / 3, "a third of the rounds closed");
    const flipped = idOf(workers[0]) ?? "";
    await insist(() => commands.flip(flipped, { kind: "malicious", attack: { kind: "zero" } }));
    await until(() => closed() >= rounds / 2, "half of the rounds closed");
    const [, reloading] = workers;
    reloading.worker.hangUp();
    const back = join(reloading.token());
    workers.push(back);
    await until(() => closed() >= (2 * rounds) / 3, "two thirds of the rounds closed");
    await insist(() => commands.flip(flipped, { kind: "honest" }));
    await until(() => closed() === rounds, "all rounds closed");
    await until(() => back.view().link.kind === "ready", "the reloaded worker is back");
    const here = workers.filter((worker) => worker !== reloading);
    const views = () => Object.values(store.getState().workers);
    await until(() => views().every(({ transport }) => transport !== undefined), "transports are known");
    return {
      recorded: (await local.record(token)).rounds,
      heard: workers.map(heardBy),
      shown: [...store.getState().columns.rounds],
      reloaded: [idOf(reloading), idOf(back)],
      flipped,
      transports: [...here.map(({ view }) => view().transport), ...views().map(({ transport }) => transport)],
      upgrades: proxy.upgrades(),
      cuts: proxy.cuts(),
    };
  } finally {
    unsubscribe();
    for (const { worker } of workers) worker.hangUp();
    dashboard.close();
    await proxy.close();
    await local.close();
  }
}

/** A message may be lost on its way, and the person presses again. */
async function insist(send: () => Promise<{ ok: boolean }>): Promise<void> {
  while (!(await send()).ok) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Learns nothing, in its time. */
function learner(stepMs: number): Learner {
  return {
    async gradients(arms) {
      await new Promise((resolve) => setTimeout(resolve, stepMs));
      return { own: arms.map(({ length }) => ({ gradient: new Float32Array(length).fill(0.01), loss: 1 })) };
    },
    dispose() {},
  };
}

function heardBy({ reports }: JoinedWorker): number[] {
  return reports.flatMap(({ summary }) => (summary === undefined ? [] : [summary.round]));
}

async function until(holds: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 240_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`lesson: it never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
