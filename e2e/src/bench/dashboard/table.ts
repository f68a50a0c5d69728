/** Figures beside their limits. Pure. */

export interface Figure {
  what: string;
  value: number;
  /** Unset, it is only printed. */
  limit?: number;
  unit: "" | "ms" | "B";
  /** What the figure is made of. */
  detail: string;
}

/** A figure that could not be measured breaks its limit. */
export const isWithin = ({ value, limit }: Figure) => limit === undefined || value <= limit;

export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, value, limit, unit, detail } = figure;
    const shown = [what, written(value, unit), limit === undefined ? "–" : `≤ ${written(limit, unit)}`];
    return `| ${[...shown, isWithin(figure) ? "" : "broken", detail].join(" | ")} |`;
  });
  return ["| figure | measured | limit | | of what |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}

export const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(0)} kB`;

function written(value: number, unit: Figure["unit"]): string {
  if (unit === "B" && value >= 10_000) return `${(value / 1_000).toFixed(1)} kB`;
  return `${value.toFixed(0)} ${unit}`.trim();
}
