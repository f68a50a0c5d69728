/** Arithmetic of zooming on the axis of rounds. Pure. */
import type { Range } from "./axes";

/** A zoom shows at least this many rounds. */
const NARROWEST = 4;

/** Moves and widens a range so that it lies within the whole one; undefined if it shows the whole. */
export function clampZoom([low, high]: Range, [first, last]: Range): Range | undefined {
  const span = Math.max(NARROWEST, high - low);
  if (span >= last - first) return undefined;
  const middle = (low + high) / 2;
  const start = Math.min(last - span, Math.max(first, middle - span / 2));
  return [start, start + span];
}

/** Follows a finger that moved right by `share` of the plot's width. */
export function panned([low, high]: Range, share: number): Range {
  const by = (high - low) * share;
  return [low - by, high - by];
}

/**
 * Follows two fingers: the rounds that lay under them at the start lie under them now. Places are shares of the
 * plot's width.
 */
export function pinched([low, high]: Range, start: Range, now: Range): Range {
  const roundAt = (share: number) => low + share * (high - low);
  const apart = Math.max(0.02, now[1] - now[0]);
  const span = ((start[1] - start[0]) * (high - low)) / apart;
  const from = roundAt((start[0] + start[1]) / 2) - ((now[0] + now[1]) / 2) * span;
  return [from, from + span];
}
