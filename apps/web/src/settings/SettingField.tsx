import { settingDefault } from "@honest-majority/protocol";
import type { ComponentType } from "react";
import { entryIn, optionsIn, type Registry } from "../ui/registry";
import { ArmsEditor } from "./ArmsEditor";
import { choicesOf, entryChoices } from "./choices";
import { CheckField, type Choice, ChoiceField, TextField } from "./fields";
import type { SettingKind, SettingOf, TypedAs } from "./kinds";
import { OptionFields } from "./OptionField";

export interface SettingFieldProps<Kind extends SettingKind = SettingKind> {
  setting: SettingOf<Kind>;
  typed: TypedAs[Kind];
  /** The setting's path in the config: "algorithm.momentum". */
  path: string;
  /** What the setting does, if the form explains it. */
  hints: readonly string[];
  /** Problems by path. */
  problems: Readonly<Record<string, string>>;
  /** Why the setting probably does not do what it is for. */
  advice?: string;
  /** Why a choice is unavailable, by choice. */
  missing: Readonly<Record<string, string>>;
  /** The texts of the settings that the warning about too few workers depends on. */
  run: { workers: string; f: string };
  onChange(typed: TypedAs[Kind]): void;
}

const FIELDS: { readonly [Kind in SettingKind]: ComponentType<SettingFieldProps<Kind>> } = {
  integer: NumberField,
  number: NumberField,
  integers: WrittenField,
  choice: ChoiceSettingField,
  name: NameField,
  boolean: BooleanField,
  config: ConfigField,
  arms: ArmsField,
  turns: WrittenField,
};

/** The field of one setting. Only the setting's kind decides which field it is. */
export function SettingField(props: SettingFieldProps) {
  const Field = FIELDS[props.setting.kind] as ComponentType<SettingFieldProps>;
  return <Field {...props} />;
}

function NumberField(props: SettingFieldProps<"integer"> | SettingFieldProps<"number">) {
  const { setting, typed, path, hints, problems, onChange } = props;
  const { shownIn } = setting;
  const factor = shownIn?.factor ?? 1;
  const unset =
    typeof setting.default === "number" ? String(setting.default / factor) : settingDefault(setting);
  return (
    <TextField
      label={setting.label}
      unit={shownIn?.unit ?? setting.unit}
      value={typed}
      placeholder={unset}
      words={setting.kind === "number" && setting.words !== undefined}
      hints={hints}
      problem={problems[path]}
      onChange={onChange}
    />
  );
}

function WrittenField({
  setting,
  typed,
  path,
  hints,
  problems,
  onChange,
}: SettingFieldProps<"integers"> | SettingFieldProps<"turns">) {
  return (
    <TextField
      words
      label={setting.label}
      unit={"unit" in setting ? setting.unit : undefined}
      value={typed}
      placeholder={settingDefault(setting)}
      hints={hints}
      problem={problems[path]}
      onChange={onChange}
    />
  );
}

function ChoiceSettingField({
  setting,
  typed,
  path,
  hints,
  problems,
  onChange,
}: SettingFieldProps<"choice">) {
  return (
    <PickField
      setting={setting}
      typed={typed}
      choices={setting.choices.map((choice) => ({ value: choice, title: choice }))}
      hints={hints}
      problem={problems[path]}
      onChange={onChange}
    />
  );
}

function NameField({ setting, typed, path, hints, problems, missing, onChange }: SettingFieldProps<"name">) {
  const choices = choicesOf(setting.of(), typed).map((choice) =>
    Object.hasOwn(missing, choice.value)
      ? { ...choice, title: `${choice.title} (not here)`, disabled: true }
      : choice,
  );
  return (
    <PickField
      setting={setting}
      typed={typed}
      choices={choices}
      hints={[...hints, ...sentenceOf(setting.of(), typed)]}
      problem={problems[path]}
      onChange={onChange}
    />
  );
}

/** The description of the chosen registry entry. */
function sentenceOf(registry: Registry<{ readonly sentence?: string }>, key: string): string[] {
  const sentence = entryIn(registry, key)?.sentence;
  return sentence === undefined ? [] : [sentence];
}

interface PickFieldProps {
  setting: SettingOf<"choice"> | SettingOf<"name">;
  typed: string;
  choices: readonly Choice[];
  hints: readonly string[];
  problem: string | undefined;
  onChange(typed: string): void;
}

/** A list of choices. An absent value selects the choice that it means, or else an extra first choice. */
function PickField({ setting, typed, choices, hints, problem, onChange }: PickFieldProps) {
  const unset = settingDefault(setting);
  const isChoice = choices.some(({ value }) => value === unset);
  return (
    <ChoiceField
      label={setting.label}
      value={typed === "" && isChoice ? unset : typed}
      choices={isChoice ? choices : [{ value: "", title: unset }, ...choices]}
      hints={hints}
      problem={problem}
      onChange={(value) => onChange(value === unset ? "" : value)}
    />
  );
}

function BooleanField({ setting, typed, path, hints, problems, onChange }: SettingFieldProps<"boolean">) {
  return (
    <CheckField
      label={setting.label}
      checked={typed}
      hints={hints}
      problem={problems[path]}
      onChange={onChange}
    />
  );
}

function ConfigField(props: SettingFieldProps<"config">) {
  const { setting, typed, path, hints, problems, advice, onChange } = props;
  const registry = setting.of();
  return (
    <>
      <ChoiceField
        label={setting.label}
        value={typed.kind}
        choices={entryChoices(registry, typed.kind)}
        hints={[...hints, ...sentenceOf(registry, typed.kind)]}
        problem={problems[path] ?? problems[`${path}.kind`]}
        onChange={(kind) => onChange({ kind, options: {} })}
      />
      <OptionFields
        options={optionsIn(registry, typed.kind)}
        typed={typed.options}
        problemAt={(option) => problems[`${path}.${option}`]}
        onChange={(options) => onChange({ ...typed, options })}
      />
      {advice !== undefined && (
        <p className="field-advice" role="status">
          {advice}
        </p>
      )}
    </>
  );
}

function ArmsField({ setting, typed, hints, problems, run, onChange }: SettingFieldProps<"arms">) {
  return (
    <>
      {hints.map((hint) => (
        <p key={hint} className="small muted">
          {hint}
        </p>
      ))}
      <ArmsEditor arms={typed} most={setting.most} problems={problems} {...run} onChange={onChange} />
    </>
  );
}
