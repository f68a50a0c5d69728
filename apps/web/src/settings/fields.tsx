import { type ReactNode, useId } from "react";

interface FieldProps {
  label: string;
  hint?: string;
  problem?: string;
}

export interface TextFieldProps extends FieldProps {
  value: string;
  placeholder?: string;
  /** Letters are expected too. */
  words?: boolean;
  onChange(value: string): void;
}

/** One number (or word) as text: what must hold is said beside it, not prevented. */
export function TextField({ label, hint, problem, value, placeholder, words, onChange }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(wiring) => (
        <input
          {...wiring}
          inputMode={words ? "text" : "decimal"}
          autoComplete="off"
          value={value}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export interface Choice<Value extends string> {
  value: Value;
  title: string;
  disabled?: boolean;
  /** Neighbours of one group stand under its name. */
  group?: string;
}

export interface ChoiceFieldProps<Value extends string> extends FieldProps {
  value: Value;
  choices: readonly Choice<Value>[];
  onChange(value: Value): void;
}

export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, hint, problem, value, choices, onChange } = props;
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(wiring) => (
        <select {...wiring} value={value} onChange={(event) => onChange(event.target.value as Value)}>
          {grouped(choices).map(([group, members]) =>
            group === undefined ? (
              members.map(option)
            ) : (
              <optgroup key={group} label={group}>
                {members.map(option)}
              </optgroup>
            ),
          )}
        </select>
      )}
    </Field>
  );
}

function option<Value extends string>({ value, title, disabled }: Choice<Value>) {
  return (
    <option key={value} value={value} disabled={disabled}>
      {title}
    </option>
  );
}

function grouped<Value extends string>(choices: readonly Choice<Value>[]) {
  const groups: [string | undefined, Choice<Value>[]][] = [];
  for (const choice of choices) {
    const last = groups.at(-1);
    if (last !== undefined && last[0] === choice.group) last[1].push(choice);
    else groups.push([choice.group, [choice]]);
  }
  return groups;
}

interface Wiring {
  id: string;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
}

function Field({ label, hint, problem, children }: FieldProps & { children(wiring: Wiring): ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, "aria-invalid": problem !== undefined, "aria-describedby": described || undefined })}
      {problem !== undefined && (
        <p id={`${id}-problem`} className="field-problem">
          {problem}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="small muted">
          {hint}
        </p>
      )}
    </div>
  );
}
