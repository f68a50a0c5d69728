import { type ReactNode, useId } from "react";
import { Sentence } from "../ui/Sentence";

interface FieldProps {
  label: string;
  /** The unit of the value, such as "seconds". */
  unit?: string;
  /** What the setting or the choice does, in paragraphs. */
  hints?: readonly string[];
  problem?: string;
}

export interface TextFieldProps extends FieldProps {
  value: string;
  placeholder?: string;
  /** Whether letters are allowed too. */
  words?: boolean;
  onChange(value: string): void;
}

/** A text field for a number or a word. It accepts any text, and says what is wrong with it. */
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
  /** Adjacent choices of the same group are shown under its name. */
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

export interface CheckFieldProps extends Omit<FieldProps, "unit"> {
  checked: boolean;
  onChange(checked: boolean): void;
}

export function CheckField({ label, hints, problem, checked, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="check">
        <input
          type="checkbox"
          {...wiringOf(id, { hints, problem })}
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      <Notes id={id} hints={hints} problem={problem} />
    </div>
  );
}

interface Wiring {
  id: string;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
}

type NotesProps = Pick<FieldProps, "hints" | "problem">;

function wiringOf(id: string, { hints = [], problem }: NotesProps): Wiring {
  const described = [problem && `${id}-problem`, hints.length > 0 && `${id}-hints`].filter(Boolean).join(" ");
  return { id, "aria-invalid": problem !== undefined, "aria-describedby": described || undefined };
}

function Field(props: FieldProps & { children(wiring: Wiring): ReactNode }) {
  const { label, unit, hints, problem, children } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {unit !== undefined && <span className="unit">, {unit}</span>}
      </label>
      {children(wiringOf(id, { hints, problem }))}
      <Notes id={id} hints={hints} problem={problem} />
    </div>
  );
}

/** The notes below a field. `id` is the field's id. */
function Notes({ id, hints = [], problem }: NotesProps & { id: string }) {
  if (hints.length === 0 && problem === undefined) return null;
  return (
    <div className="field-notes">
      {problem !== undefined && (
        <p id={`${id}-problem`} className="field-problem">
          {problem}
        </p>
      )}
      {hints.length > 0 && (
        <div id={`${id}-hints`} className="small muted">
          {hints.map((hint) => (
            <p key={hint}>
              <Sentence>{hint}</Sentence>
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
