/** Whom the open round waits for. Pure. */
import { missesRounds, type RoundProgress, type WorkerView } from "@honest-majority/protocol";

/** The workers without an update, but for those that rounds do not wait for. If only such are left, the quorum needs them. */
export function awaitedIn(
  { invited, arrived }: Pick<RoundProgress, "invited" | "arrived">,
  workers: Readonly<Record<string, Pick<WorkerView, "missed" | "unawaited">>>,
): string[] {
  const isAwaited = (id: string) => !workers[id]?.unawaited && !missesRounds(workers[id] ?? {});
  const due = invited.filter((id) => !arrived.includes(id));
  const awaited = due.filter(isAwaited);
  return awaited.length > 0 ? awaited : due;
}
