import { useId } from "react";
import type { Choice } from "../ui/choice";
import { AttackOptions } from "./AttackOptions";
import { attackFacts, attackGroups, type ShownAttack } from "./attackChoice";

export interface AttackPickerProps {
  choice: Choice;
  onChange(choice: Choice): void;
}

export interface AttackCardsProps extends AttackPickerProps {
  /** The run's own attack, which stands first. */
  preset: Choice;
}

/** Every attack with its description, for a student to choose from: the run's own, then the groups, folded. */
export function AttackCards({ choice, preset, onChange }: AttackCardsProps) {
  const name = useId();
  const card = (attack: ShownAttack) => (
    <AttackCard
      key={attack.kind}
      name={name}
      attack={attack}
      first={attack.kind === preset.kind ? preset : { kind: attack.kind, options: {} }}
      choice={choice}
      onChange={onChange}
    />
  );
  const groups = attackGroups(choice.kind)
    .map(({ title, attacks }) => ({ title, attacks: attacks.filter(({ kind }) => kind !== preset.kind) }))
    .filter(({ attacks }) => attacks.length > 0);
  return (
    <fieldset className="attack-cards">
      <legend>What to send when malicious</legend>
      {card(attackFacts(preset.kind))}
      {groups.map(({ title, attacks }) => (
        <details
          key={title}
          className="attack-group"
          open={attacks.some(({ kind }) => kind === choice.kind) || undefined}
        >
          <summary>
            {title} <span className="muted">{attacks.length}</span>
          </summary>
          <div className="attack-group-cards">{attacks.map(card)}</div>
        </details>
      ))}
    </fieldset>
  );
}

interface AttackCardProps extends AttackPickerProps {
  /** Of the radio buttons. */
  name: string;
  attack: ShownAttack;
  /** The choice that selecting this card makes. */
  first: Choice;
}

function AttackCard({ name, attack, first, choice, onChange }: AttackCardProps) {
  const chosen = choice.kind === attack.kind;
  return (
    <div className="attack-card">
      <label>
        <input
          type="radio"
          name={name}
          value={attack.kind}
          checked={chosen}
          onChange={() => onChange(first)}
        />
        <span className="attack-name">{attack.name}</span>
        <span className="attack-sentence">{attack.sentence}</span>
      </label>
      {chosen && <AttackOptions choice={choice} onChange={onChange} />}
    </div>
  );
}
