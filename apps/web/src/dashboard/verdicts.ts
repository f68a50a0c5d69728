/** What each arm did with each worker's update: in the last closed round, and summed over rounds. Pure. */
import {
  type ArmRecord,
  addedCounts,
  addVerdicts,
  type BriefArm,
  NO_VERDICTS,
  notFiniteIn,
  type RoundRecord,
  type Verdict,
  type VerdictCounts,
  verdictsOf,
} from "@honest-majority/protocol";

/** What one arm did with one worker's update in the last closed round. */
export interface WorkerVerdict {
  arm: string;
  /** Undefined when the update was refused because it was not finite. */
  kept?: number;
  /** Undefined where the roles are not known. */
  verdict?: Verdict;
}

/** The last closed round, without the rounds before it. */
export interface LastRound {
  record: RoundRecord;
  /** By worker. */
  verdicts: Readonly<Record<string, readonly WorkerVerdict[]>>;
}

/** Counts of verdicts, by the arm's label; of rounds whose roles are known. */
export type VerdictSums = Readonly<Record<string, VerdictCounts>>;

export function lastRoundOf(record: RoundRecord | undefined): LastRound | undefined {
  if (record === undefined) return undefined;
  const notFinite = notFiniteIn(record);
  const each = record.arms.flatMap((arm): [string, WorkerVerdict][] => {
    const truth = verdictsIn(record, arm, notFinite);
    const rows = [...notFinite.map((worker) => ({ worker, kept: undefined })), ...arm.rows];
    return rows.map(({ worker, kept }) => [worker, { arm: arm.label, kept, verdict: truth?.get(worker) }]);
  });
  const verdicts: Record<string, WorkerVerdict[]> = {};
  for (const [worker, verdict] of each) verdicts[worker] = [...(verdicts[worker] ?? []), verdict];
  return { record, verdicts };
}

function verdictsIn(
  { stage }: RoundRecord,
  arm: ArmRecord,
  notFinite: readonly string[],
): Map<string, Verdict> | undefined {
  return stage && verdictsOf(arm, { byzantine: stage.byzantine, notFinite });
}

export function addedSums(sums: VerdictSums, record: RoundRecord): VerdictSums {
  if (record.stage === undefined) return sums;
  const notFinite = notFiniteIn(record);
  const added = record.arms.map((arm: BriefArm) => {
    const before = sums[arm.label] ?? NO_VERDICTS;
    if (arm.verdicts !== undefined) return [arm.label, addedCounts(before, arm.verdicts)] as const;
    const verdicts = verdictsIn(record, arm, notFinite)?.values() ?? [];
    return [arm.label, addVerdicts(before, verdicts)] as const;
  });
  return { ...sums, ...Object.fromEntries(added) };
}
