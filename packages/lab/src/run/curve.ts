import type { RoundRecord } from "@honest-majority/protocol";
import type { Curve } from "../sweep/resultStore";

/** The measurements of one arm of a run. */
export function curveOf(records: readonly RoundRecord[], arm: number): Curve {
  const ofArm = records.map(({ round, arms }) => ({ round, ...arms[arm] }));
  const measured = ofArm.filter(({ evaluation }) => evaluation !== undefined);
  const divergedAt = ofArm.find(({ outcome }) => outcome === "diverged")?.round ?? Number.POSITIVE_INFINITY;
  const successes = measured.map(({ evaluation }) => evaluation?.attackSuccess ?? null);
  const kept = measured.flatMap(({ evaluation }) => evaluation?.validation?.accuracy ?? []);
  return {
    rounds: measured.map(({ round }) => round),
    accuracy: measured.map(({ evaluation }) => evaluation?.accuracy ?? 0),
    loss: measured.map(({ evaluation }) => evaluation?.loss ?? null),
    trainLoss: measured.map(({ trainLoss }) => trainLoss ?? null),
    diverged: measured.map(({ round }) => round >= divergedAt),
    ...(successes.some((share) => share !== null) && { attackSuccess: successes }),
    ...(kept.length > 0 && { validation: kept }),
  };
}
