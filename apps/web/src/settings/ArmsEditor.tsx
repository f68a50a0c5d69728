import type { Rule } from "@honest-majority/protocol";
import { RULES } from "@honest-majority/robust";
import { ArmSwatch } from "../chart/ArmSwatch";
import { type ArmDraft, nextArm } from "./draft";
import { ChoiceField, TextField } from "./fields";
import { OptionField } from "./OptionField";

export interface ArmsEditorProps {
  arms: readonly ArmDraft[];
  problems: Readonly<Record<string, string>>;
  onChange(arms: ArmDraft[]): void;
}

const MOST_ARMS = 8;
const RULE_CHOICES = (Object.keys(RULES) as Rule[]).map((rule) => ({ value: rule, title: RULES[rule].name }));

/** The rules that race on the same updates. */
export function ArmsEditor({ arms, problems, onChange }: ArmsEditorProps) {
  const edit = (place: number, change: Partial<ArmDraft>) =>
    onChange(arms.map((arm, i) => (i === place ? { ...arm, ...change } : arm)));
  return (
    <div className="arms-editor">
      {arms.map((arm, i) => (
        <fieldset key={arm.key} className="arm-draft">
          <legend>
            <ArmSwatch arm={i} /> Arm {i + 1}
          </legend>
          <div className="field-grid">
            <ChoiceField
              label="Rule"
              value={arm.rule}
              choices={RULE_CHOICES}
              onChange={(rule) => edit(i, { rule, options: {} })}
            />
            <TextField
              words
              label="Label"
              value={arm.label}
              placeholder={arm.rule}
              problem={problems[`arms.${i}.label`]}
              onChange={(label) => edit(i, { label })}
            />
            {RULES[arm.rule].options.map((option) => (
              <OptionField
                key={option.key}
                option={option}
                value={arm.options[option.key] ?? ""}
                problem={problems[`arms.${i}.aggregator.${option.key}`]}
                onChange={(value) => edit(i, { options: { ...arm.options, [option.key]: value } })}
              />
            ))}
          </div>
          <p className="small muted">{RULES[arm.rule].sentence}</p>
          {arms.length > 1 && (
            <button
              type="button"
              className="button quiet"
              onClick={() => onChange(arms.filter((_, place) => place !== i))}
            >
              Remove arm {i + 1}
            </button>
          )}
        </fieldset>
      ))}
      {problems.arms !== undefined && <p className="field-problem">{problems.arms}</p>}
      <button
        type="button"
        className="button"
        disabled={arms.length >= MOST_ARMS}
        onClick={() => onChange([...arms, nextArm(arms)])}
      >
        + rule
      </button>
    </div>
  );
}
