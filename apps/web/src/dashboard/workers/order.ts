/** Which workers the tiles show, and how large. Pure. */
import type { Presence, WorkerView } from "@honest-majority/protocol";
import type { DashboardState } from "../state";

type Known = Pick<DashboardState, "order" | "workers">;

/** In the order of their places, those that have left last. */
export function tileOrder({ order, workers }: Known): string[] {
  const hasLeft = (id: string) => workers[id]?.presence === "left";
  return [...order.filter((id) => !hasLeft(id)), ...order.filter(hasLeft)];
}

const PRESENT: ReadonlySet<Presence> = new Set(["loading", "ready"]);

export function presentIn({ order, workers }: Known): WorkerView[] {
  return order.flatMap((id) => (PRESENT.has(workers[id]?.presence) ? [workers[id]] : []));
}

/** From so many workers on, tiles are small. */
const MANY = 16;

export const densityOf = (workers: number) => (workers < MANY ? "roomy" : "dense");

const SILENT_ROUNDS = 3;

/** Whether "Remove all silent" would remove the worker. */
export function isSilent({ presence, missed = 0 }: Pick<WorkerView, "presence" | "missed">): boolean {
  return !PRESENT.has(presence) || missed >= SILENT_ROUNDS;
}
