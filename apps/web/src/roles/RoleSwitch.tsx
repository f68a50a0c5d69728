import { useId } from "react";

export interface RoleSwitchProps {
  malicious: boolean;
  onChange(malicious: boolean): void;
  disabled?: boolean;
  /** "large" in the worker tab, "small" in a tile. */
  size: "large" | "small";
  /** The name of the switched worker, if a page has several switches. */
  whose?: string;
}

/** A switch between honest and malicious. Its accessible name is "Malicious": it is on when malicious. */
export function RoleSwitch({ malicious, onChange, disabled, size, whose }: RoleSwitchProps) {
  const id = useId();
  return (
    <button
      type="button"
      role="switch"
      className={`role-switch ${size}`}
      aria-checked={malicious}
      aria-labelledby={whose === undefined ? `${id}-on` : `${id}-on ${id}-whose`}
      disabled={disabled}
      onClick={() => onChange(!malicious)}
    >
      <span className="role-thumb" aria-hidden="true" />
      <span className="role-option honest">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="12" r="7" />
        </svg>
        <span>Honest</span>
      </span>
      <span className="role-option malicious">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M6 6l12 12M18 6L6 18" />
        </svg>
        <span id={`${id}-on`}>Malicious</span>
      </span>
      {whose !== undefined && (
        <span id={`${id}-whose`} className="visually-hidden">
          {whose}
        </span>
      )}
    </button>
  );
}
