import type { WorkerView } from "@honest-majority/protocol";
import { type ReactNode, useId } from "react";
import { AttackSelect } from "../../roles/AttackSelect";
import { useRoleControl } from "../../roles/useRoleControl";
import { useCommands } from "../commands";
import { useDashboard, useShowsTruth } from "../store";
import { nextText } from "./tileWords";

/** The role of the selected worker, its attack, and the role that it will get; `children` end the first line. */
export function SelectedRole({ worker, children }: { worker: WorkerView; children: ReactNode }) {
  const commands = useCommands();
  const preset = useDashboard((state) => state.class.attack);
  const showsTruth = useShowsTruth();
  const id = useId();
  const role = worker.role ?? { kind: "honest" };
  const { malicious, choice, choose, turn } = useRoleControl(
    role,
    (next) => void commands.flip(worker.id, next),
    preset,
  );
  const gone = worker.presence === "left";
  if (!showsTruth) {
    return (
      <div className="selected-role">
        <span className="muted">Its role is hidden on this screen.</span>
        <button
          type="button"
          className="button small-button"
          disabled={gone}
          onClick={() => turn(!malicious)}
        >
          Switch its role
        </button>
        {children}
      </div>
    );
  }
  return (
    <div className="selected-role">
      <fieldset className="role-radios" disabled={gone}>
        <legend className="visually-hidden">Role</legend>
        <label data-role="honest">
          <input type="radio" name={id} checked={!malicious} onChange={() => turn(false)} />
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="7" />
          </svg>
          Honest
        </label>
        <label data-role="malicious">
          <input type="radio" name={id} checked={malicious} onChange={() => turn(true)} />
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M6 6l12 12M18 6L6 18" />
          </svg>
          Malicious
        </label>
      </fieldset>
      {children}
      <AttackSelect choice={choice} onChange={choose} />
      {worker.next && <p className="selected-next small">{nextText(worker.next)}</p>}
    </div>
  );
}
