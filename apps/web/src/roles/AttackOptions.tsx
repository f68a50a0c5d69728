import { ATTACKS } from "@honest-majority/robust";
import { useEffect, useId, useState } from "react";
import type { AttackPickerProps } from "./AttackCards";

/** An attack's one number. Takes effect on leaving the field or Enter, so that half a number is never sent. */
export function StrengthField({ choice, onChange, problem }: AttackPickerProps & { problem?: string }) {
  const id = useId();
  const [text, setText] = useState(choice.strength);
  useEffect(() => setText(choice.strength), [choice.strength]);
  const { strength } = ATTACKS[choice.kind];
  if (!strength) return null;
  const commit = () => text !== choice.strength && onChange({ ...choice, strength: text });
  return (
    <div className="strength-field">
      <label htmlFor={id}>Strength: {strength.label}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        placeholder={strength.default === undefined ? "computed" : String(strength.default)}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
      />
      {problem !== undefined && (
        <p id={`${id}-problem`} className="field-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
