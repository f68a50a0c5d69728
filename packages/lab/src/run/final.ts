import type { ArmRecord, RoundRecord } from "@honest-majority/protocol";
import type { Final } from "../sweep/summary";

/** The result of a run for each arm: its last evaluation, and whether it diverged. */
export function finalsOf(records: readonly RoundRecord[]): (Final & { label: string })[] {
  const last = records.at(-1);
  if (last === undefined) throw new RangeError("finalsOf: a run must have closed a round, got none");
  return last.arms.map(({ label }, arm) => {
    const ofArm = records.map(({ arms }) => arms[arm]);
    const evaluation = ofArm.findLast((record: ArmRecord) => record.evaluation !== undefined)?.evaluation;
    if (evaluation === undefined)
      throw new RangeError(`finalsOf: arm ${label} must have been measured, it was not`);
    return {
      label,
      accuracy: evaluation.accuracy,
      loss: evaluation.loss,
      rounds: records.length,
      ...(evaluation.attackSuccess !== undefined && { attackSuccess: evaluation.attackSuccess }),
      ...(evaluation.validation !== undefined && { validation: evaluation.validation.accuracy }),
      diverged: ofArm.some(({ outcome }) => outcome === "diverged"),
    };
  });
}
