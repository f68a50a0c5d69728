/** An earlier round, as a dashboard that comes later receives it: what its curves and sums need. Pure. */
import type { ArmRecord, RoundRecord } from "../record";
import { addVerdicts, NO_VERDICTS, notFiniteIn, type VerdictCounts, verdictsOf } from "../verdict";

export interface BriefArm extends ArmRecord {
  /** How many verdicts of each kind its rule gave; absent where the roles are not known. */
  verdicts?: VerdictCounts;
}

/** A record without its lists of workers: these are empty, and so is the confusion matrix. */
export interface BriefRound extends RoundRecord {
  brief: true;
  arms: BriefArm[];
}

export function briefRound({ missing: _, ...record }: RoundRecord): BriefRound {
  const { stage } = record;
  const notFinite = notFiniteIn(record);
  const verdicts = (arm: ArmRecord) =>
    stage && addVerdicts(NO_VERDICTS, verdictsOf(arm, { byzantine: stage.byzantine, notFinite }).values());
  return {
    ...record,
    brief: true,
    invited: [],
    refusals: [],
    arms: record.arms.map(({ evaluation, ...arm }) => ({
      ...arm,
      rows: [],
      ...(stage && { verdicts: verdicts(arm) }),
      ...(evaluation && { evaluation: { ...evaluation, confusion: [] } }),
    })),
    ...(stage && {
      stage: {
        byzantine: [],
        aggregationError: stage.aggregationError,
        ...(stage.honestNorm && { honestNorm: stage.honestNorm }),
      },
    }),
  };
}

/** Whether the arms were evaluated in the round. */
export function isMeasured({ arms }: Pick<RoundRecord, "arms">): boolean {
  return arms.some(({ evaluation }) => evaluation !== undefined);
}
