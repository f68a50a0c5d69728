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

export interface ChoiceFieldProps<Value extends string> extends FieldProps {
  value: Value;
  choices: readonly { value: Value; title: string; disabled?: boolean }[];
  onChange(value: Value): void;
}

export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { label, hint, problem, value, choices, onChange } = props;
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(wiring) => (
        <select {...wiring} value={value} onChange={(event) => onChange(event.target.value as Value)}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.disabled}>
              {choice.title}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
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
