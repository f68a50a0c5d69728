import { AttackCards, type AttackCardsProps } from "../roles/AttackCards";
import { attackFacts } from "../roles/attackChoice";

/** Shows the chosen attack. Opened, it offers all attacks. */
export function AttackPanel({ choice, preset, onChange }: AttackCardsProps) {
  const { name, sentence } = attackFacts(choice.kind);
  return (
    <details className="card attack-panel">
      <summary>
        <span className="attack-panel-title">
          Attack: <strong>{name}</strong>
          <span className="attack-panel-change">Change</span>
        </span>
        <span className="small muted">{sentence}</span>
      </summary>
      <AttackCards choice={choice} preset={preset} onChange={onChange} />
    </details>
  );
}
