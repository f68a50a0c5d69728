import { roundWithoutNames } from "@honest-majority/protocol";
import {
  headLine,
  headWithoutNames,
  RECORD_EXPORTS,
  type RecordExport,
  type RunRecord,
  roundLine,
} from "@honest-majority/records";
import { saveFile } from "../ui/saveFile";

/** Saves what this page has as a file that can be opened again. */
export function saveRecord({ rounds, ...head }: RunRecord, { names }: { names: boolean }): void {
  const lines = names
    ? [headLine(head), ...rounds.map(roundLine)]
    : [headLine(headWithoutNames(head)), ...rounds.map((round) => roundLine(roundWithoutNames(round)))];
  saveFile(
    new Blob(
      lines.map((line) => `${line}\n`),
      { type: "application/jsonl" },
    ),
    `${baseName(head)}.jsonl`,
  );
}

export function saveRecordAs(record: RunRecord, format: RecordExport): void {
  const { pieces, name } = RECORD_EXPORTS[format].make(record);
  saveFile(new Blob([...pieces]), `${baseName(record)}-${name}`);
}

const baseName = ({ room = "playground", run }: Pick<RunRecord, "room" | "run">) =>
  `honest-majority-${room}-${run}`.replace(/[^\w.-]+/g, "_");
