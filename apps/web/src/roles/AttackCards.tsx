import { useId } from "react";
import type { Choice } from "../ui/choice";
import { AttackOptions } from "./AttackOptions";
import { attacksWith } from "./attackChoice";

export interface AttackPickerProps {
  choice: Choice;
  onChange(choice: Choice): void;
}

/** Every attack with its description, for a student to choose from. */
export function AttackCards({ choice, onChange }: AttackPickerProps) {
  const group = useId();
  return (
    <fieldset className="attack-cards">
      <legend>What to send when malicious</legend>
      {attacksWith(choice.kind).map(({ kind, name, sentence }) => (
        <div key={kind} className="attack-card">
          <label>
            <input
              type="radio"
              name={group}
              value={kind}
              checked={choice.kind === kind}
              onChange={() => onChange({ kind, options: {} })}
            />
            <span className="attack-name">{name}</span>
            <span className="attack-sentence">{sentence}</span>
          </label>
          {choice.kind === kind && <AttackOptions choice={choice} onChange={onChange} />}
        </div>
      ))}
    </fieldset>
  );
}
