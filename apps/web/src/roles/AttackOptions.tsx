import { type Option, whenUnset } from "@honest-majority/robust/facts";
import { useEffect, useId, useState } from "react";
import type { AttackPickerProps } from "./AttackCards";
import { attackFacts, attackOf } from "./attackChoice";

/** A field for each option of the chosen attack. */
export function AttackOptions({ choice, onChange }: AttackPickerProps) {
  const chosen = attackOf(choice);
  return Object.entries(attackFacts(choice.kind).options).map(([name, option]) => (
    <AttackOption
      key={`${choice.kind} ${name}`}
      option={option}
      value={choice.options[name] ?? ""}
      problem={chosen.ok ? undefined : chosen.problems[name]}
      onChange={(value) => onChange({ ...choice, options: { ...choice.options, [name]: value } })}
    />
  ));
}

interface AttackOptionProps {
  option: Option;
  value: string;
  problem?: string;
  onChange(value: string): void;
}

const YES_OR_NO = ["true", "false"];

/** A choice takes effect at once, a text on Enter or on leaving the field, so that no half-typed number is sent. */
function AttackOption({ option, value, problem, onChange }: AttackOptionProps) {
  const { label } = option;
  const unset = whenUnset(option);
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const commit = () => text !== value && onChange(text);
  const choices =
    option.kind === "choice" ? option.choices : option.kind === "boolean" ? YES_OR_NO : undefined;
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
