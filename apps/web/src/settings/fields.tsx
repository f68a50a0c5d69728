import { type ReactNode, useId } from "react";

interface FieldProps {
  label: string;
  /** Of the value, such as "seconds". */
  unit?: string;
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

/** A number or a word as text. A wrong one may be typed; the field then says what must hold. */
export function TextField({ value, placeholder, words, onChange, ...about }: TextFieldProps) {
  return (
    <Field {...about}>
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

export interface Choice {
  value: string;
  title: string;
  disabled?: boolean;
  /** Neighbours of one group stand under its name. */
  group?: string;
}

export interface ChoiceFieldProps extends FieldProps {
  value: string;
  choices: readonly Choice[];
  onChange(value: string): void;
}

export function ChoiceField({ value, choices, onChange, ...about }: ChoiceFieldProps) {
  return (
    <Field {...about}>
      {(wiring) => (
        <select {...wiring} value={value} onChange={(event) => onChange(event.target.value)}>
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

function option({ value, title, disabled }: Choice) {
  return (
    <option key={value} value={value} disabled={disabled}>
      {title}
    </option>
  );
}

function grouped(choices: readonly Choice[]) {
  const groups: [string | undefined, Choice[]][] = [];
  for (const choice of choices) {
    const last = groups.at(-1);
    if (last !== undefined && last[0] === choice.group) last[1].push(choice);
    else groups.push([choice.group, [choice]]);
  }
  return groups;
}

export interface CheckFieldProps extends Omit<FieldProps, "unit" | "hint"> {
  checked: boolean;
  onChange(checked: boolean): void;
}

export function CheckField({ label, problem, checked, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          checked={checked}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {problem !== undefined && <Problem id={id} problem={problem} />}
    </div>
  );
}

interface Wiring {
  id: string;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
}

function Field(props: FieldProps & { children(wiring: Wiring): ReactNode }) {
  const { label, unit, hint, problem, children } = props;
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {unit !== undefined && <span className="unit">, {unit}</span>}
      </label>
      {children({ id, "aria-invalid": problem !== undefined, "aria-describedby": described || undefined })}
      {problem !== undefined && <Problem id={id} problem={problem} />}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="small muted">
          {hint}
        </p>
      )}
    </div>
  );
}

/** `id`: of the field that has the problem. */
function Problem({ id, problem }: { id: string; problem: string }) {
  return (
    <p id={`${id}-problem`} className="field-problem">
      {problem}
    </p>
  );
}
