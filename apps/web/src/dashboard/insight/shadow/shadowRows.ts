/** The rows of the shadow table. Pure. */
import type { ShadowRow, ShadowView } from "@honest-majority/protocol";

/** A rule's result, with what it is measured by, so that it can stay while the next round's results arrive. */
export type ShownRow = ShadowRow & {
  round: number;
  /** ‖aggregate − honest mean‖ / ‖honest mean‖; null when it is not known. */
  relative: number | null;
  liars: number;
  honest: number;
};

/** A view with the rows of the round before for the rules whose results are still to come. */
export interface ShownShadow extends Omit<ShadowView, "rows"> {
  /** Nearest to the honest mean first; rules without a distance, and then those without a result, last. */
  rows: readonly ShownRow[];
}

export function shownShadow(view: ShadowView, before: ShownShadow | undefined): ShownShadow {
  const known = new Map(before?.rows.map((row) => [row.rule, row]));
  // a round's results are sent again as more rules are done: those that are the same keep their object
  const fresh = view.rows.map((row) => same(shownRow(row, view), known.get(row.rule)));
  const done = new Set(fresh.map(({ rule }) => rule));
  const isSame = before?.run === view.run && before.arm === view.arm;
  const older = isSame && view.pending > 0 ? before.rows.filter(({ rule }) => !done.has(rule)) : [];
  return { ...view, rows: [...fresh, ...older].toSorted((a, b) => rank(a) - rank(b)) };
}

function shownRow(row: ShadowRow, { round, honestNorm, liars, honest }: ShadowView): ShownRow {
  const distance = "distance" in row ? row.distance : null;
  const isKnown = distance !== null && honestNorm !== null && honestNorm > 0;
  return { ...row, round, relative: isKnown ? distance / honestNorm : null, liars, honest };
}

function same(row: ShownRow, before: ShownRow | undefined): ShownRow {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(row) ? before : row;
}

const rank = (row: ShownRow) => ("reason" in row ? Number.MAX_VALUE : (row.relative ?? Number.MAX_VALUE / 2));

const LOW = 1e-2;
const HIGH = 1e2;

/** The filled share of the bar, on a log scale from 0.01 to 100; the same in every round. */
export function barShare(relative: number): number {
  if (relative <= LOW) return 0;
  return Math.min(1, Math.log10(relative / LOW) / Math.log10(HIGH / LOW));
}
