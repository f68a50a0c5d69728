/** Which workers the tiles show, and how large. Pure. */
import { isPresent, type WorkerView } from "@honest-majority/protocol";
import type { DashboardState } from "../state";

type Known = Pick<DashboardState, "order" | "workers">;

/** In the order of their places, those that have left last. */
export function tileOrder({ order, workers }: Known): string[] {
  const hasLeft = (id: string) => workers[id]?.presence === "left";
  return [...order.filter((id) => !hasLeft(id)), ...order.filter(hasLeft)];
}

export function presentIn({ order, workers }: Known): WorkerView[] {
  return order
    .map((id) => workers[id])
    .filter((worker) => worker !== undefined && isPresent(worker.presence));
}

/** With this many workers or more, tiles are small. */
const MANY = 16;

export const densityOf = (workers: number) => (workers < MANY ? "roomy" : "dense");
