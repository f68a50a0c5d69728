/** What a vote is compared with: the right options, those that the class names, and those that each rule names. Pure. */
import type { GameScore, RoundRecord, RuleVerdict, VoteOutcome } from "@honest-majority/protocol";

/** Kept shares of equal updates may differ in the last bits. */
const SAME = 1e-9;

/**
 * The indices of the `count` largest values, in their order. If the boundary falls within equal values, none of these is among
 * them: to choose one would be a guess. Undefined values are not named.
 */
export function standOut(values: readonly (number | undefined)[], count: number): number[] {
  const known = values.flatMap((value, i) => (value === undefined ? [] : [{ value, i }]));
  known.sort((a, b) => b.value - a.value);
  const next = known[count];
  return known
    .slice(0, count)
    .filter(({ value }) => next === undefined || value - next.value > SAME)
    .map(({ i }) => i)
    .sort((a, b) => a - b);
}

/**
 * The share of each worker's updates that an arm kept, averaged over the rounds of the run in which it had them or refused
 * them as not finite; undefined for a worker without any.
 */
export function keptOverRun(
  records: readonly Pick<RoundRecord, "arms" | "refusals">[],
  arm: string,
  workers: readonly string[],
): (number | undefined)[] {
  const sums = new Map<string, { kept: number; rounds: number }>();
  const add = (worker: string, kept: number) => {
    const sum = sums.get(worker) ?? { kept: 0, rounds: 0 };
    sums.set(worker, { kept: sum.kept + kept, rounds: sum.rounds + 1 });
  };
  for (const { arms, refusals } of records) {
    const rows = arms.find(({ label }) => label === arm)?.rows ?? [];
    if (rows.length === 0) continue; // it did not aggregate
    for (const { worker, kept } of rows) add(worker, kept);
    for (const { worker, code } of refusals) if (code === "not-finite") add(worker, 0);
  }
  return workers.map((worker) => {
    const sum = sums.get(worker);
    return sum && sum.kept / sum.rounds;
  });
}

export function questionOutcome(answer: number | undefined, tally: readonly number[]): VoteOutcome {
  const right = answer === undefined ? [] : [answer];
  return { right, named: standOut(votesOf(tally), 1), rules: [] };
}

/** `workers`: the ids in the order of the options. `traitors`: of those that were malicious. */
export function gameOutcome(
  { workers, traitors }: { workers: readonly string[]; traitors: ReadonlySet<string> },
  tally: readonly number[],
  records: readonly Pick<RoundRecord, "arms" | "refusals">[],
  arms: readonly string[],
): VoteOutcome {
  const right = workers.flatMap((worker, i) => (traitors.has(worker) ? [i] : []));
  const rules = arms.map((arm): RuleVerdict => {
    const thrownOut = keptOverRun(records, arm, workers).map((kept) =>
      kept === undefined ? kept : 1 - kept,
    );
    return { arm, named: standOut(thrownOut, right.length) };
  });
  return { right, named: standOut(votesOf(tally), right.length), rules };
}

/** Nobody is named without a vote. */
const votesOf = (tally: readonly number[]) => tally.map((votes) => (votes === 0 ? undefined : votes));

export const NO_GAMES: GameScore = { games: 0, traitors: 0, byClass: 0, byRules: [], undetected: 0 };

export function addGame(score: GameScore, { right, named, rules }: VoteOutcome): GameScore {
  const found = (by: readonly number[]) => right.filter((traitor) => by.includes(traitor));
  const detected = new Set([named, ...rules.map((rule) => rule.named)].flatMap(found));
  const arms = [...new Set([...score.byRules, ...rules].map(({ arm }) => arm))];
  return {
    games: score.games + 1,
    traitors: score.traitors + right.length,
    byClass: score.byClass + found(named).length,
    byRules: arms.map((arm) => {
      const before = score.byRules.find((each) => each.arm === arm) ?? { arm, named: 0, of: 0 };
      const rule = rules.find((each) => each.arm === arm);
      if (rule === undefined) return before;
      return { arm, named: before.named + found(rule.named).length, of: before.of + right.length };
    }),
    undetected: score.undetected + right.length - detected.size,
  };
}
