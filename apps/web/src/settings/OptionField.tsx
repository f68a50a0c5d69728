import { type Option, whenUnset } from "@honest-majority/robust/facts";
import { ChoiceField, TextField } from "./fields";

export interface OptionFieldProps {
  option: Option;
  value: string;
  problem?: string;
  onChange(value: string): void;
}

/** An option of a rule or an attack: words to choose from, or a text. */
export function OptionField({ option, value, problem, onChange }: OptionFieldProps) {
  const { label } = option;
  const unset = whenUnset(option);
  if (option.kind !== "choice") {
    return (
      <TextField
        words
        label={label}
        value={value}
        placeholder={unset}
        problem={problem}
        onChange={onChange}
      />
    );
  }
  return (
    <ChoiceField
      label={label}
      value={value === "" ? unset : value}
      choices={option.choices.map((choice) => ({ value: choice, title: choice }))}
      problem={problem}
      onChange={onChange}
    />
  );
}
