import type { RecordHead } from "./recordFile";

export function headWithoutNames(head: RecordHead): RecordHead {
  return { ...head, workers: head.workers.map(({ id }) => ({ id, name: "" })) };
}
