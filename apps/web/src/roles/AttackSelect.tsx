import type { AttackKind } from "@honest-majority/protocol";
import { ATTACKS } from "@honest-majority/robust";
import { useId } from "react";
import type { AttackPickerProps } from "./AttackCards";
import { AttackOptions } from "./AttackOptions";
import { ATTACK_KINDS } from "./attackChoice";

/** The attack picker where room is short: a list, and the chosen one's sentence below. */
export function AttackSelect({ choice, onChange }: AttackPickerProps) {
  const id = useId();
  return (
    <div className="attack-select">
      <label htmlFor={id}>Attack</label>
      <select
        id={id}
        value={choice.kind}
        aria-describedby={`${id}-sentence`}
        onChange={(event) => onChange({ kind: event.target.value as AttackKind, options: {} })}
      >
        {ATTACK_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {ATTACKS[kind].name}
          </option>
        ))}
      </select>
      <p id={`${id}-sentence`} className="small muted">
        {ATTACKS[choice.kind].sentence}
      </p>
      <AttackOptions choice={choice} onChange={onChange} />
    </div>
  );
}
