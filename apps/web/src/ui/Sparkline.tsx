import { sparklinePath } from "./sparklinePath";

/** A small picture of a list of numbers, beside which the page shows the last number as text. */
export function Sparkline({
  values,
  width = 96,
  height = 28,
}: {
  values: readonly (number | null)[];
  width?: number;
  height?: number;
}) {
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={sparklinePath(values, width, height)} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
