import type { ArmRecord, RoundRecord } from "@honest-majority/protocol";

/** An arm's last record and last evaluation. */
export function latestOfArm(rounds: readonly RoundRecord[], label: string) {
  const of = (record: RoundRecord) => record.arms.find((arm) => arm.label === label);
  const last = rounds.findLast((record) => of(record) !== undefined);
  const evaluated = rounds.findLast((record) => of(record)?.evaluation !== undefined);
  const fell = rounds.find((record) => of(record)?.outcome === "diverged");
  return {
    record: last && (of(last) as ArmRecord),
    aggregationError: last?.stage?.aggregationError[last.arms.findIndex((arm) => arm.label === label)],
    evaluation: evaluated && of(evaluated)?.evaluation,
    divergedAt: fell?.round,
  };
}
