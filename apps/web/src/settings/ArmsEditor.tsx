import { armTitle } from "@honest-majority/protocol";
import { ruleRegistry } from "@honest-majority/robust/facts";
import { ArmSwatch } from "../chart/ArmSwatch";
import { armStyles } from "../chart/armStyle";
import { entryIn, optionsIn } from "../ui/registry";
import { type ArmDraft, enoughWorkers, nextArm, unsetLabel } from "./armDraft";
import { ruleChoices } from "./choices";
import { ChoiceField, TextField } from "./fields";
import { OptionFields } from "./OptionField";
import { PreAggregatorsEditor } from "./PreAggregatorsEditor";

export interface ArmsEditorProps {
  arms: readonly ArmDraft[];
  most: number;
  /** The text that a person typed. */
  workers: string;
  f: string;
  problems: Readonly<Record<string, string>>;
  onChange(arms: ArmDraft[]): void;
}

/** Edits the arms: the rules that aggregate the same updates side by side. */
export function ArmsEditor({ arms, most, workers, f, problems, onChange }: ArmsEditorProps) {
  const edit = (place: number, change: Partial<ArmDraft>) =>
    onChange(arms.map((arm, i) => (i === place ? { ...arm, ...change } : arm)));
  const looks = armStyles(arms.map(methodsOf));
  return (
    <div className="arms-editor">
      {arms.map((arm, i) => (
        <fieldset key={arm.key} className="arm-draft">
          <legend>
            <ArmSwatch look={looks[i]} /> Rule {i + 1}
          </legend>
          <div className="field-grid">
            <ChoiceField
              label="Rule"
              value={arm.aggregator.kind}
              choices={ruleChoices(arm.aggregator.kind)}
              problem={problems[`arms.${i}.aggregator.rule`]}
              onChange={(kind) => edit(i, { aggregator: { kind, options: {} } })}
            />
            <TextField
              words
              label="Label"
              value={arm.label}
              placeholder={armTitle(unsetLabel(arm))}
              problem={problems[`arms.${i}.label`]}
              onChange={(label) => edit(i, { label })}
            />
            <OptionFields
              options={optionsIn(ruleRegistry, arm.aggregator.kind)}
              typed={arm.aggregator.options}
              problemAt={(option) => problems[`arms.${i}.aggregator.${option}`]}
              onChange={(options) => edit(i, { aggregator: { ...arm.aggregator, options } })}
            />
          </div>
          <p className="small muted">
            {entryIn(ruleRegistry, arm.aggregator.kind)?.sentence}{" "}
            <EnoughWorkers arm={arm} workers={workers} f={f} />
          </p>
          <PreAggregatorsEditor
            of={`rule ${i + 1}`}
            chain={arm.preAggregators}
            problemAt={(path) => problems[`arms.${i}.preAggregators.${path}`]}
            onChange={(preAggregators) => edit(i, { preAggregators })}
          >
            {arms.length > 1 && (
              <button
                type="button"
                className="button quiet"
                onClick={() => onChange(arms.filter((_, place) => place !== i))}
              >
                Remove rule {i + 1}
              </button>
            )}
          </PreAggregatorsEditor>
        </fieldset>
      ))}
      {problems.arms !== undefined && <p className="field-problem">{problems.arms}</p>}
      <button
        type="button"
        className="button"
        disabled={arms.length >= most}
        onClick={() => onChange([...arms, nextArm(arms)])}
      >
        + rule
      </button>
    </div>
  );
}

/** Warns if the rule has too few workers for its guarantee. The run works without them, but the rule may fail. */
function EnoughWorkers({ arm, ...typed }: { arm: ArmDraft; workers: string; f: string }) {
  const enough = enoughWorkers(arm, typed);
  if (enough === undefined) return null;
  return enough.short ? <strong className="too-few">{enough.sentence}</strong> : enough.sentence;
}

/** An arm's methods, as a run's configuration names them. */
const methodsOf = ({ aggregator, preAggregators }: ArmDraft) => ({
  aggregator: { rule: aggregator.kind },
  preAggregators,
});
