import { ATTACKS } from "@honest-majority/robust";
import { useId } from "react";
import { AttackOptions } from "./AttackOptions";
import { ATTACK_KINDS, type AttackChoice } from "./attackChoice";

export interface AttackPickerProps {
  choice: AttackChoice;
  onChange(choice: AttackChoice): void;
}

/** Every attack with its one sentence, for a student to choose from. */
export function AttackCards({ choice, onChange }: AttackPickerProps) {
  const group = useId();
  return (
    <fieldset className="attack-cards">
      <legend>What to send when malicious</legend>
      {ATTACK_KINDS.map((kind) => (
        <div key={kind} className="attack-card">
          <label>
            <input
              type="radio"
              name={group}
              value={kind}
              checked={choice.kind === kind}
              onChange={() => onChange({ kind, options: {} })}
            />
            <span className="attack-name">{ATTACKS[kind].name}</span>
            <span className="attack-sentence">{ATTACKS[kind].sentence}</span>
          </label>
          {choice.kind === kind && <AttackOptions choice={choice} onChange={onChange} />}
        </div>
      ))}
    </fieldset>
  );
}
