/** What the form "Flip k" asks the coordinator for. Pure. */
import type { AttackConfig, FlipManyRequest, RunState } from "@honest-majority/protocol";

export interface FlipForm {
  /** As typed. */
  count: string;
  /** The selected worker instead of `count` at random. */
  worker?: string;
  /** As typed; undefined: the next round. */
  from?: string;
}

/** The request; undefined while a number is missing or out of range. */
export function flipRequest(
  { count, worker, from }: FlipForm,
  attack: AttackConfig,
  here: number,
): FlipManyRequest | undefined {
  const random = wholeNumber(count, 1, here);
  const round = from === undefined ? undefined : wholeNumber(from, 0, Number.MAX_SAFE_INTEGER);
  if (worker === undefined && random === undefined) return undefined;
  if (from !== undefined && round === undefined) return undefined;
  return {
    who: worker === undefined ? { random: random! } : { workers: [worker] },
    role: { kind: "malicious", attack },
    ...(round !== undefined && { from: round }),
  };
}

/** A count that was typed, between two bounds; undefined for anything else. */
export function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = Number(text);
  return text.trim() !== "" && Number.isInteger(value) && value >= least && value <= most ? value : undefined;
}

/** The next round that has not been opened. */
export function nextRound(run: RunState): number {
  return run.phase === "lobby" ? 0 : run.round + 1;
}
