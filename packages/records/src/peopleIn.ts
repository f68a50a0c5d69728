import type { RoundRecord } from "@honest-majority/protocol";
import type { RecordedWorker } from "./recordFile";

/**
 * Everybody in the run in the order of their places: those that are known, then those that only the rounds name, in the order
 * of their first round. Names come from who is known and else from the events; empty where neither has one.
 */
export function peopleIn(
  rounds: readonly Pick<RoundRecord, "invited" | "events">[],
  known: readonly RecordedWorker[],
): RecordedWorker[] {
  const people = new Map(known.map((worker) => [worker.id, worker]));
  const note = (id: string, name = "") => {
    const before = people.get(id)?.name ?? "";
    if (!people.has(id) || (before === "" && name !== "")) people.set(id, { id, name });
  };
  for (const { invited, events } of rounds) {
    for (const event of events) if ("worker" in event) note(event.worker, event.name);
    for (const id of invited) note(id);
  }
  return [...people.values()];
}
