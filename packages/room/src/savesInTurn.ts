import type { Clock } from "@honest-majority/conductor";

/**
 * Saves soon after a change: one save at a time, which takes all changes until it begins, and then a rest as long as it took. A
 * disk may need longer for a room than workers need to come and go, and rounds are written to it as well.
 */
export function savesInTurn(
  clock: Clock,
  { save, leastRestMs }: { save: () => Promise<void>; leastRestMs: number },
): () => void {
  let isBusy = false;
  let isDue = false;
  const run = async () => {
    isBusy = true;
    isDue = false;
    const begun = clock.now();
    await save();
    clock.after(Math.max(leastRestMs, clock.now() - begun), () => {
      isBusy = false;
      if (isDue) void run();
    });
  };
  return () => {
    if (isBusy) isDue = true;
    else void run();
  };
}
