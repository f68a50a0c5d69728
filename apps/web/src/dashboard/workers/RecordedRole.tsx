import type { WorkerView } from "@honest-majority/protocol";
import { describeRole } from "../../roles/attackChoice";
import { useShowsTruth } from "../store";

/** The role that a worker of a record had, which nobody can change any more. */
export function RecordedRole({ worker: { role } }: { worker: WorkerView }) {
  const showsTruth = useShowsTruth();
  return (
    <p className="selected-role">
      {!showsTruth || role === undefined
        ? "Its role is hidden until the reveal."
        : role.kind === "honest"
          ? "Honest"
          : `Malicious: ${describeRole(role)}`}
    </p>
  );
}
