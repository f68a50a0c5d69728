/** What is known of the roles and verdicts in the round that a map shows. Pure. */
import type { Verdict } from "@honest-majority/protocol";
import type { ShownMap } from "../../state";

export interface MapTruth {
  role(worker: string): "honest" | "malicious";
  /** Of the arm whose updates the map shows; undefined also when the page has no record of the round. */
  verdict(worker: string): Verdict | undefined;
}

/** Undefined when the map does not say roles. */
export function truthOf({
  arm,
  byzantine,
  of,
}: Pick<ShownMap, "arm" | "byzantine" | "of">): MapTruth | undefined {
  if (byzantine === undefined) return undefined;
  const malicious = new Set(byzantine);
  return {
    role: (worker) => (malicious.has(worker) ? "malicious" : "honest"),
    verdict: (worker) => of?.verdicts[worker]?.find((verdict) => verdict.arm === arm)?.verdict,
  };
}
