/** A process of its own with the light workers of one run; its parent sends one order at a time. */
import { TokenBucket } from "./bucket";
import { protocolOf } from "./checkout";
import { joinLightWorkers, type LightWorkers } from "./lightWorker";

export interface JoinOrder {
  kind: "join";
  url: string;
  room: string;
  count: number;
  /** The folder of the coordinator's checkout. */
  checkout: string;
  /** Bits a second; unset, no limit. */
  rate?: number;
  think: number;
}

export type Order = JoinOrder | { kind: "count" };

/** So far. */
export interface Counts {
  bytes: { down: number; up: number };
  refused: Readonly<Record<string, number>>;
  gaps: readonly number[];
}

const clock = {
  now: () => performance.now(),
  after: (ms: number, callback: () => void) => setTimeout(callback, ms),
};
let workers: LightWorkers | undefined;

process.on("message", (order: Order) => {
  obey(order).then((answer) => process.send?.(answer), fail);
});
process.once("disconnect", () => process.exit());

async function obey(order: Order): Promise<Counts | { ready: number }> {
  if (order.kind === "count") {
    if (workers === undefined) throw new Error("count: no workers have joined");
    return { bytes: workers.bytes(), refused: workers.refused(), gaps: workers.gaps() };
  }
  const { rate, checkout, ...room } = order;
  const protocol = await protocolOf(checkout);
  const air = rate === undefined ? undefined : new TokenBucket(rate, clock);
  workers = await joinLightWorkers({ ...room, protocol, air, lost: (reason) => fail(new Error(reason)) });
  return { ready: order.count };
}

function fail(error: Error): void {
  console.error(`light workers: ${error.message}`);
  process.exit(1);
}
