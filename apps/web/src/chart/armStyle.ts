/** An arm's looks: a colour of the palette and a dash of its own, so that no one needs to tell colours apart. */

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
  /** In pixels; empty: a solid line. */
  dash: number[];
}

export function armStyle(arm: number | undefined): ArmStyle {
  if (arm === undefined) return { color: "--ink", dash: [] };
  return { color: `--arm-${arm % DASHES.length}`, dash: DASHES[arm % DASHES.length] };
}
