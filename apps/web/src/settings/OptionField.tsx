import type { RuleOption } from "@honest-majority/robust";
import { ChoiceField, TextField } from "./fields";

export interface OptionFieldProps {
  option: RuleOption;
  value: string;
  problem?: string;
  onChange(value: string): void;
}

/** An option of a rule or an attack: words to choose from, or a text. */
export function OptionField({
  option: { label, unset, choices },
  value,
  problem,
  onChange,
}: OptionFieldProps) {
  if (choices === undefined) {
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
      choices={choices.map((choice) => ({ value: choice, title: choice }))}
      problem={problem}
      onChange={onChange}
    />
  );
}
