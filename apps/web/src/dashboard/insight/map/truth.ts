/** What is known of the roles and verdicts in the round that a map shows. Pure. */
import type { Verdict } from "@honest-majority/protocol";
import type { ShownMap } from "../../state";

export interface MapTruth {
  role(worker: string): "honest" | "malicious";
  /** Of the arm whose updates the map shows. */
  verdict(worker: string): Verdict | undefined;
}

/** Undefined when the page has no record of the round, or the record does not say roles. */
export function truthOf({ arm, of }: Pick<ShownMap, "arm" | "of">): MapTruth | undefined {
  if (of?.record.stage === undefined) return undefined;
  const malicious = new Set(of.record.stage.byzantine);
  return {
    role: (worker) => (malicious.has(worker) ? "malicious" : "honest"),
    verdict: (worker) => of.verdicts[worker]?.find((verdict) => verdict.arm === arm)?.verdict,
  };
}
