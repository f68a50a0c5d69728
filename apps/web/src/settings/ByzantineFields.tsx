import { ATTACKS, type Option } from "@honest-majority/robust/facts";
import { ATTACK_KINDS } from "../roles/attackChoice";
import { ChoiceField, TextField } from "./fields";
import { OptionField } from "./OptionField";
import type { SectionProps } from "./SettingsForm";

const CHOICES = [
  { value: "none" as const, title: "none preset" },
  ...ATTACK_KINDS.map((kind) => ({ value: kind, title: ATTACKS[kind].name })),
];

export function ByzantineFields({ draft, problems, edit }: SectionProps) {
  const { attack } = draft;
  const about = attack.kind === "none" ? undefined : ATTACKS[attack.kind];
  return (
    <section>
      <h3>Byzantine workers</h3>
      <div className="field-grid">
        <TextField
          label="Expected, f"
          value={draft.f}
          placeholder="1"
          problem={problems.f}
          onChange={(f) => edit({ f })}
        />
        <TextField
          label="Attackers at start"
          value={draft.attackers}
          placeholder="none"
          problem={problems.attackers}
          onChange={(attackers) => edit({ attackers })}
        />
        <ChoiceField
          label="Attack of flipped tabs"
          value={attack.kind}
          choices={CHOICES}
          problem={problems.attack}
          onChange={(kind) => edit({ attack: { kind, options: {} } })}
        />
        {Object.entries<Option>(about?.options ?? {}).map(([name, option]) => (
          <OptionField
            key={`${attack.kind} ${name}`}
            option={option}
            value={attack.options[name] ?? ""}
            problem={problems[`attack.${name}`]}
            onChange={(value) =>
              edit({ attack: { ...attack, options: { ...attack.options, [name]: value } } })
            }
          />
        ))}
      </div>
      {about !== undefined && <p className="small muted">{about.sentence}</p>}
    </section>
  );
}
