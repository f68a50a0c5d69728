import { armStyle } from "./armStyle";

/** A short piece of an arm's line, beside its name. */
export function ArmSwatch({ arm }: { arm: number | undefined }) {
  const { color, dash } = armStyle(arm);
  return (
    <svg className="arm-swatch" viewBox="0 0 28 8" aria-hidden="true">
      <path d="M1 4h26" stroke={`var(${color})`} strokeDasharray={dash.join(" ")} />
    </svg>
  );
}
