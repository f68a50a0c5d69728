import { useId } from "react";
import type { AttackPickerProps } from "./AttackCards";
import { AttackOptions } from "./AttackOptions";
import { attackFacts, attackGroups } from "./attackChoice";

/** A compact attack picker: a list, and below it the description of the chosen attack. */
export function AttackSelect({ choice, onChange }: AttackPickerProps) {
  const id = useId();
  return (
    <div className="attack-select">
      <label htmlFor={id}>Attack</label>
      <select
        id={id}
        value={choice.kind}
        aria-describedby={`${id}-sentence`}
        onChange={(event) => onChange({ kind: event.target.value, options: {} })}
      >
        {attackGroups(choice.kind).map(({ title, attacks }) => (
          <optgroup key={title} label={title}>
            {attacks.map(({ kind, name }) => (
              <option key={kind} value={kind}>
                {name}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <p id={`${id}-sentence`} className="small muted">
        {attackFacts(choice.kind).sentence}
      </p>
      <AttackOptions choice={choice} onChange={onChange} />
    </div>
  );
}
