import { ruleOf } from "@honest-majority/robust/facts";
import { ArmSwatch } from "../chart/ArmSwatch";
import { type ArmDraft, enoughWorkers, nextArm, unsetLabel } from "./armDraft";
import { ChoiceField, TextField } from "./fields";
import { OptionField } from "./OptionField";
import { PreAggregatorsEditor } from "./PreAggregatorsEditor";
import { ruleChoices } from "./ruleGroups";

export interface ArmsEditorProps {
  arms: readonly ArmDraft[];
  /** As typed. */
  workers: string;
  f: string;
  problems: Readonly<Record<string, string>>;
  onChange(arms: ArmDraft[]): void;
}

const MOST_ARMS = 8;

/** The rules that race on the same updates. */
export function ArmsEditor({ arms, workers, f, problems, onChange }: ArmsEditorProps) {
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
              choices={ruleChoices()}
              onChange={(rule) => edit(i, { rule, options: {} })}
            />
            <TextField
              words
              label="Label"
              value={arm.label}
              placeholder={unsetLabel(arm)}
              problem={problems[`arms.${i}.label`]}
              onChange={(label) => edit(i, { label })}
            />
            {Object.entries(ruleOf(arm.rule).options).map(([name, option]) => (
              <OptionField
                key={name}
                option={option}
                value={arm.options[name] ?? ""}
                problem={problems[`arms.${i}.aggregator.${name}`]}
                onChange={(value) => edit(i, { options: { ...arm.options, [name]: value } })}
              />
            ))}
          </div>
          <p className="small muted">
            {ruleOf(arm.rule).sentence} <EnoughWorkers arm={arm} workers={workers} f={f} />
          </p>
          <PreAggregatorsEditor
            of={`arm ${i + 1}`}
            chain={arm.preAggregators}
            problemAt={(path) => problems[`arms.${i}.preAggregators.${path}`]}
            onChange={(preAggregators) => edit(i, { preAggregators })}
          />
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

/** A guard rail: the run goes on without enough workers, but nobody should wonder why the rule then fails. */
function EnoughWorkers({ arm, ...typed }: { arm: ArmDraft; workers: string; f: string }) {
  const enough = enoughWorkers(arm, typed);
  if (enough === undefined) return null;
  return enough.short ? <strong className="too-few">{enough.sentence}</strong> : enough.sentence;
}
