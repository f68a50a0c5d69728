/** For how long each worker held a round up. Pure. */
import { HELD_UP } from "@honest-majority/protocol";
import { median } from "@honest-majority/robust";

/**
 * `waits`: by worker that the round waited for, ms until it had answered or left, or until the round closed. A class has unlike
 * devices: none holds it up that is a few times as slow as the median of them, which fewer than half of them cannot move.
 */
export function heldUp(waits: ReadonlyMap<string, number>): Map<string, number> {
  if (waits.size === 0) return new Map();
  const fairMs = Math.max(HELD_UP.leastMs, HELD_UP.medians * median(Float64Array.from(waits.values())));
  return new Map(
    [...waits].filter(([, ms]) => ms > fairMs).map(([worker, ms]) => [worker, ms - fairMs] as const),
  );
}
