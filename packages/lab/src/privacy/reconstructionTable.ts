import type { Privacy } from "@honest-majority/learning/privacy";
import type { ReconstructionCell } from "./measureReconstruction";

/** A Markdown table with a row for each model and batch size, and the columns of each way to hide. Percentages. */
export function reconstructionTable(cells: readonly ReconstructionCell[]): string {
  const ways = [...new Map(cells.map(({ privacy }) => [describePrivacy(privacy), privacy])).keys()];
  const head = ["model", "B", ...ways.flatMap((way) => [`pictures, ${way}`, `labels, ${way}`])];
  const rows = new Map<string, ReconstructionCell[]>();
  for (const cell of cells) {
    const key = `${cell.model} ${cell.batchSize}`;
    rows.set(key, [...(rows.get(key) ?? []), cell]);
  }
  const lines = [...rows.values()].map((row) => [
    row[0].model,
    String(row[0].batchSize),
    ...row.flatMap(({ shares, labelShares, together }) => [
      `${percent(shares)}${together.length === 0 ? "" : ` (${mean(together).toFixed(2)})`}`,
      percent(labelShares),
    ]),
  ]);
  const rule = head.map((_, i) => (i === 0 ? "---" : "---:"));
  return [head, rule, ...lines].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

export function describePrivacy({ clip = 0, noise = 0 }: Privacy): string {
  const parts = [...(clip > 0 ? [`C = ${clip}`] : []), ...(noise > 0 ? [`σ = ${noise}`] : [])];
  return parts.length === 0 ? "as it is" : parts.join(", ");
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** "98 ± 1": the mean over seeds and the deviation of one seed. */
function percent(values: readonly number[]): string {
  const middle = mean(values);
  if (values.length < 2) return (100 * middle).toFixed(0);
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return `${(100 * middle).toFixed(0)} ± ${(100 * Math.sqrt(squares / (values.length - 1))).toFixed(0)}`;
}
