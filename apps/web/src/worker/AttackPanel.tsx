import { ATTACKS } from "@honest-majority/robust";
import { AttackCards, type AttackPickerProps } from "../roles/AttackCards";

/** The chosen attack and, opened, all of them to choose from. */
export function AttackPanel({ choice, onChange }: AttackPickerProps) {
  const { name, sentence } = ATTACKS[choice.kind];
  return (
    <details className="card attack-panel">
      <summary>
        <span className="attack-panel-title">
          Attack: <strong>{name}</strong>
          <span className="attack-panel-change">Change</span>
        </span>
        <span className="small muted">{sentence}</span>
      </summary>
      <AttackCards choice={choice} onChange={onChange} />
    </details>
  );
}
