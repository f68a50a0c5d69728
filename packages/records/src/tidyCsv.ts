/** A record as a tidy table: one row for each rule and round, one column for each measurement. Pure. */
import {
  type ArmRecord,
  addVerdicts,
  armTitle,
  NO_VERDICTS,
  notFiniteIn,
  type RoundRecord,
  verdictsOf,
} from "@honest-majority/protocol";
import { csvText } from "./csvCell";
import type { RunRecord } from "./recordFile";

type Cell = string | number | null | undefined;

interface Row {
  run: string;
  record: RoundRecord;
  arm: ArmRecord;
  place: number;
}

/** The columns in their order. A cell is empty where nothing was measured, or where roles are not known. */
const COLUMNS: Readonly<Record<string, (row: Row) => Cell>> = {
  run: ({ run }) => csvText(run),
  round: ({ record }) => record.round,
  rule: ({ arm }) => csvText(armTitle(arm.label)),
  label: ({ arm }) => csvText(arm.label),
  outcome: ({ arm }) => arm.outcome,
  accuracy: ({ arm }) => arm.evaluation?.accuracy,
  loss: ({ arm }) => arm.evaluation?.loss,
  validation_accuracy: ({ arm }) => arm.evaluation?.validation?.accuracy,
  attack_success: ({ arm }) => arm.evaluation?.attackSuccess,
  train_loss: ({ arm }) => arm.trainLoss,
  learning_rate: ({ arm }) => arm.learningRate,
  aggregate_norm: ({ arm }) => arm.aggregateNorm,
  aggregation_error: ({ record, place }) => record.stage?.aggregationError[place],
  honest_norm: ({ record, place }) => record.stage?.honestNorm?.[place],
  honest_variance: ({ record, place }) => record.stage?.honest?.[place]?.variance,
  aggregate_ms: ({ arm }) => arm.aggregateMs,
  opened_unix_ms: ({ record }) => record.openedAt,
  seconds: ({ record }) => (record.closedAt - record.openedAt) / 1_000,
  closed_by: ({ record }) => record.closedBy,
  invited: ({ record }) => record.invited.length,
  missing: ({ record }) => record.missing?.length,
  malicious: ({ record }) => record.stage?.byzantine.length,
  caught: (row) => verdicts(row)?.caught,
  missed: (row) => verdicts(row)?.missed,
  wronged: (row) => verdicts(row)?.wronged,
};

function verdicts({ record, arm }: Row) {
  if (record.stage === undefined) return undefined;
  const { byzantine } = record.stage;
  return addVerdicts(NO_VERDICTS, verdictsOf(arm, { byzantine, notFinite: notFiniteIn(record) }).values());
}

export function tidyCsv(record: Pick<RunRecord, "run" | "rounds">): string {
  return [...tidyLines(record)].join("");
}

/** The lines of its head, then of each round. */
export function* tidyLines({ run, rounds }: Pick<RunRecord, "run" | "rounds">): Generator<string> {
  yield lineOf(Object.keys(COLUMNS));
  for (const record of rounds)
    yield record.arms
      .map((arm, place) =>
        lineOf(Object.values(COLUMNS).map((cell) => cell({ run, record, arm, place }) ?? "")),
      )
      .join("");
}

const lineOf = (cells: readonly Cell[]) => `${cells.join(",")}\r\n`;
