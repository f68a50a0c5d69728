import { ATTACKS, type RuleOption } from "@honest-majority/robust";
import { useEffect, useId, useState } from "react";
import type { AttackPickerProps } from "./AttackCards";
import { attackOf } from "./attackChoice";

/** What the chosen attack lets a person turn, a field each; nothing where it lets nothing. */
export function AttackOptions({ choice, onChange }: AttackPickerProps) {
  const chosen = attackOf(choice);
  return ATTACKS[choice.kind].options.map((option) => (
    <AttackOption
      key={`${choice.kind} ${option.key}`}
      option={option}
      value={choice.options[option.key] ?? ""}
      problem={chosen.ok ? undefined : chosen.problems[option.key]}
      onChange={(value) => onChange({ ...choice, options: { ...choice.options, [option.key]: value } })}
    />
  ));
}

interface AttackOptionProps {
  option: RuleOption;
  value: string;
  problem?: string;
  onChange(value: string): void;
}

/** A number takes effect on leaving the field or Enter, so that half a number is never sent; a choice at once. */
function AttackOption({ option: { label, unset, choices }, value, problem, onChange }: AttackOptionProps) {
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => text !== value && onChange(text);
  return (
    <div className="attack-option">
      <label htmlFor={id}>{label}</label>
      {choices !== undefined ? (
        <select
          id={id}
          value={value === "" ? unset : value}
          onChange={(event) => onChange(event.target.value)}
        >
          {choices.map((word) => (
            <option key={word}>{word}</option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={text}
          placeholder={unset}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === "Enter" && commit()}
        />
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} className="field-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
