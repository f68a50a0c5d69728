import { type Option, type Options, whenUnset } from "@honest-majority/robust/facts";
import { CheckField, ChoiceField, TextField } from "./fields";

export interface OptionFieldsProps {
  options: Options;
  /** The typed texts by the option's name; an empty or missing text means the default. */
  typed: Readonly<Record<string, string>>;
  problemAt(option: string): string | undefined;
  onChange(typed: Record<string, string>): void;
}

/** A field for each option of a rule, a pre-aggregator, an attack or the like. */
export function OptionFields({ options, typed, problemAt, onChange }: OptionFieldsProps) {
  return Object.entries(options).map(([name, option]) => (
    <OptionField
      key={name}
      option={option}
      value={typed[name] ?? ""}
      problem={problemAt(name)}
      onChange={(value) => onChange({ ...typed, [name]: value })}
    />
  ));
}

interface OptionFieldProps {
  option: Option;
  value: string;
  problem: string | undefined;
  onChange(value: string): void;
}

function OptionField({ option, value, problem, onChange }: OptionFieldProps) {
  const { label, unit } = option;
  const unset = whenUnset(option);
  switch (option.kind) {
    case "boolean":
      return (
        <CheckField
          label={label}
          checked={(value === "" ? unset : value) === "true"}
          problem={problem}
          onChange={(checked) => onChange(String(checked))}
        />
      );
    case "choice":
      return (
        <ChoiceField
          label={label}
          value={value === "" ? unset : value}
          choices={option.choices.map((choice) => ({ value: choice, title: choice }))}
          problem={problem}
          onChange={onChange}
        />
      );
    case "integer":
    case "number":
    case "integers":
      return (
        <TextField
          words={option.kind !== "integer"}
          label={label}
          unit={unit}
          value={value}
          placeholder={unset}
          problem={problem}
          onChange={onChange}
        />
      );
    default:
      return option satisfies never;
  }
}
