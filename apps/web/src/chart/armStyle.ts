/** An arm's colour and dash. Each arm has its own dash, so that a reader need not distinguish colours. */

const DASHES: readonly number[][] = [
  [],
  [9, 5],
  [2, 4],
  [12, 4, 2, 4],
  [6, 3],
  [1, 3],
  [16, 4],
  [4, 2, 1, 2],
];

export interface ArmStyle {
  /** A custom property of tokens.css. */
  color: string;
  /** Lengths in pixels; empty for a solid line. */
  dash: number[];
}

export function armStyle(arm: number | undefined): ArmStyle {
  if (arm === undefined) return { color: "--ink", dash: [] };
  return { color: `--arm-${arm % DASHES.length}`, dash: DASHES[arm % DASHES.length] };
}
