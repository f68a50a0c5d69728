import type { RoundRecord } from "./record";

/** The round without workers' names; their ids stay, which tell nothing of a person. */
export function roundWithoutNames(record: RoundRecord): RoundRecord {
  const events = record.events.map((event) => ("name" in event ? { ...event, name: "" } : event));
  return { ...record, events };
}
