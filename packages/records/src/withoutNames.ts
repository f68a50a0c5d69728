import type { RoundRecord } from "@honest-majority/protocol";
import type { RecordHead } from "./recordFile";

/** The round without workers' names; their ids stay, which tell nothing of a person. */
export function roundWithoutNames(record: RoundRecord): RoundRecord {
  const events = record.events.map((event) => ("name" in event ? { ...event, name: "" } : event));
  return { ...record, events };
}

export function headWithoutNames(head: RecordHead): RecordHead {
  return { ...head, workers: head.workers.map(({ id }) => ({ id, name: "" })) };
}
