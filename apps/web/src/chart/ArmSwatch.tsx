import { memo } from "react";
import type { ArmStyle } from "./armStyle";
import { markPath } from "./markPath";

/** A short piece of an arm's line with its mark, beside its name. */
export const ArmSwatch = memo(function ArmSwatch({ look: { color, dash, mark, width } }: { look: ArmStyle }) {
  const paint = `var(${color})`;
  return (
    <svg className="arm-swatch" viewBox="0 0 28 12" aria-hidden="true">
      <path d="M1 6h26" fill="none" stroke={paint} strokeWidth={width} strokeDasharray={dash.join(" ")} />
      <path d={markPath(mark, 14, 6, 4.2)} fill={paint} className="arm-mark" />
    </svg>
  );
});
