/** The claims of ByzSGDnm's tables 1 to 5, judged from a table's entries. Pure. */
import type { Entry } from "../sweep/summary";
import { above, below, CHANCE, within } from "../verdicts/paired";
import { type Verdict, verdictOn } from "../verdicts/verdict";
import { accuracyText, bestBatch, entryAt, nameOf, valuesOf } from "./preset";

type Place = Record<string, unknown>;

/** The best B of an entry's row, by mean accuracy, and the entry itself. */
function bestOf(entries: readonly Entry[], place: Place, batches?: readonly number[]) {
  const some =
    batches === undefined ? entries : entries.filter(({ place: { B } }) => batches.includes(Number(B)));
  const B = bestBatch(some, place);
  return { B, entry: entryAt(some, { ...place, B }) };
}

/** Where the best B stands among those tried, if it is at an end. */
function endOf(entries: readonly Entry[], B: number): string {
  const batches = valuesOf(entries, "B") as number[];
  if (B === Math.min(...batches)) return "the smallest B tried";
  return B === Math.max(...batches) ? "the largest B tried" : "";
}

interface Change {
  place?: Place;
  /** The δ where the best B is smaller by the claim, and the one where it is larger. */
  from: number;
  to: number;
}

/**
 * Whether the best B is larger at one δ than at another. It is if, at the second, a B above the best one of the first is
 * better than that one, while at the first it is not.
 */
export function bestBatchChange(entries: readonly Entry[], { place = {}, from, to }: Change) {
  const first = bestOf(entries, { ...place, delta: from });
  const larger = (valuesOf(entries, "B") as number[]).filter((B) => B > first.B);
  if (larger.length === 0) return { parts: undefined, measured: `at δ = ${from} it is the largest B tried` };
  const next = bestOf(entries, { ...place, delta: to }, larger);
  const at = (B: number, delta: number) => entryAt(entries, { ...place, B, delta });
  const best = bestBatch(entries, { ...place, delta: to });
  const end = best < next.B ? endOf(entries, best) : "";
  return {
    parts: [
      { of: `δ = ${to}`, margins: above(next.entry, at(first.B, to)) },
      { of: `δ = ${from}`, margins: above(first.entry, at(next.B, from)) },
    ],
    measured: `${end && `at δ = ${to} it is ${end}; `}B = ${next.B} against B = ${first.B}`,
  };
}

/** Table 1: the best B grows with δ. */
export function bestBatchGrows(entries: readonly Entry[], place: Place): Verdict {
  const deltas = valuesOf(entries, "delta") as number[];
  const [from, to] = [Math.min(...deltas), Math.max(...deltas)];
  const claim = `${named(place)}: the best B is larger at δ = ${to} than at δ = ${from}`;
  const found = `best B ${deltas.map((delta) => bestBatch(entries, { ...place, delta })).join(", ")}`;
  const { parts, measured } = bestBatchChange(entries, { place, from, to });
  if (parts === undefined) return { claim, outcome: "untestable", measured: `${found}; ${measured}` };
  return verdictOn(claim, parts, `${found}; ${measured}`);
}

/**
 * Table 1: from one δ to the next, the best B does not shrink. It does not if the best B of the first is better, at the
 * second, than every smaller one.
 */
export function bestBatchDoesNotShrink(entries: readonly Entry[], place: Place): Verdict {
  const deltas = (valuesOf(entries, "delta") as number[]).sort((a, b) => a - b);
  const claim = `${named(place)}: the best B does not shrink as δ grows`;
  const parts = deltas.slice(1).flatMap((delta, i) => {
    const first = bestBatch(entries, { ...place, delta: deltas[i] });
    const smaller = (valuesOf(entries, "B") as number[]).filter((B) => B < first);
    if (smaller.length === 0) return [];
    const best = bestOf(entries, { ...place, delta }, smaller);
    const same = entryAt(entries, { ...place, B: first, delta });
    return [{ of: `δ = ${delta}, B = ${first} against ${best.B}`, margins: above(same, best.entry) }];
  });
  if (parts.length > 0) return verdictOn(claim, parts);
  const measured = "before the largest δ it is the smallest B tried";
  return { claim, outcome: "untestable", measured };
}

/** Table 1: the attackers of the largest δ cost accuracy, at the best B of each. */
export function attackCosts(entries: readonly Entry[], place: Place): Verdict {
  const deltas = valuesOf(entries, "delta") as number[];
  const [calm, attacked] = [Math.min(...deltas), Math.max(...deltas)].map((delta) =>
    bestOf(entries, { ...place, delta }),
  );
  return verdictOn(
    `${named(place)}: accuracy is lower at δ = ${Math.max(...deltas)} than without attack`,
    [{ margins: above(calm.entry, attacked.entry) }],
    `${accuracyText(calm.entry)} (B = ${calm.B}), ${accuracyText(attacked.entry)} (B = ${attacked.B})`,
  );
}

/** Table 1: without attack, the largest batches cost accuracy. */
export function largeBatchesDrop(entries: readonly Entry[], place: Place): Verdict {
  const batches = valuesOf(entries, "B") as number[];
  const largest = Math.max(...batches);
  const calm = { ...place, delta: Math.min(...(valuesOf(entries, "delta") as number[])) };
  const best = bestOf(
    entries,
    calm,
    batches.filter((B) => B < largest),
  );
  return verdictOn(
    `${named(place)}: without attack, accuracy drops at the largest B`,
    [{ margins: above(best.entry, entryAt(entries, { ...calm, B: largest })) }],
    `B = ${best.B} against B = ${largest}`,
  );
}

const NORMALIZED = "algorithm.normalized";

interface Pair {
  m: { B: number; entry: Entry | undefined };
  nm: { B: number; entry: Entry | undefined };
}

/** Both algorithms at their best B, or both at one B. */
function pairAt(entries: readonly Entry[], place: Place, batches?: readonly number[]): Pair {
  return {
    m: bestOf(entries, { ...place, [NORMALIZED]: false }, batches),
    nm: bestOf(entries, { ...place, [NORMALIZED]: true }, batches),
  };
}

function numbersOf({ m, nm }: Pair): string {
  return `${accuracyText(m.entry)} (m, B = ${m.B}), ${accuracyText(nm.entry)} (nm, B = ${nm.B})`;
}

/** Tables 4 and 5: ByzSGDnm's best is above ByzSGDm's. */
export function normalizedIsAhead(entries: readonly Entry[], place: Place): Verdict {
  const best = pairAt(entries, place);
  return verdictOn(
    `${named(place)}: ByzSGDnm's best is above ByzSGDm's`,
    [{ margins: above(best.nm.entry, best.m.entry) }],
    numbersOf(best),
  );
}

/** Tables 4 and 5: the same at the largest B by itself. */
export function normalizedIsAheadAtLargest(entries: readonly Entry[], place: Place): Verdict {
  const largest = Math.max(...(valuesOf(entries, "B") as number[]));
  const pair = pairAt(entries, place, [largest]);
  return verdictOn(
    `${named(place)}: ByzSGDnm is above ByzSGDm at the largest B`,
    [{ margins: above(pair.nm.entry, pair.m.entry) }],
    numbersOf(pair),
  );
}

/** Tables 2 to 5: normalization alleviates the drop of accuracy with large batches. */
export function normalizedDropsLess(entries: readonly Entry[], place: Place): Verdict {
  const largest = Math.max(...(valuesOf(entries, "B") as number[]));
  const [best, last] = [pairAt(entries, place), pairAt(entries, place, [largest])];
  const drops = [best.m, best.nm].map(({ entry }, i) => above(entry, [last.m, last.nm][i].entry));
  return verdictOn(
    `${named(place)}: from its best B to the largest, ByzSGDnm loses less than ByzSGDm`,
    [{ margins: drops[0].map((drop, seed) => drop - (drops[1][seed] ?? Number.NaN)) }],
    `at B = ${largest}: ${accuracyText(last.m.entry)} (m), ${accuracyText(last.nm.entry)} (nm)`,
  );
}

/** Tables 2 and 3: the two are comparable. */
export function normalizedIsComparable(entries: readonly Entry[], place: Place, points: number): Verdict {
  const best = pairAt(entries, place);
  return verdictOn(
    `${named(place)}: ByzSGDnm's best is within ${points} points of ByzSGDm's`,
    [{ margins: within(points / 100, best.nm.entry, best.m.entry) }],
    numbersOf(best),
  );
}

/** Tables 2 and 3: small batches are preferred. */
export function smallBatchIsBetter(entries: readonly Entry[], place: Place): Verdict {
  return smallestAgainstLarger(entries, place, "the smallest B is better than every larger one", 1);
}

/** Tables 4 and 5: larger batches are needed. */
export function largerBatchIsBetter(entries: readonly Entry[], place: Place): Verdict {
  return smallestAgainstLarger(entries, place, "a larger B is better than the smallest", -1);
}

/** For each algorithm, the smallest B tried against the best of the others; `side`: 1 if the claim is for the smallest. */
function smallestAgainstLarger(entries: readonly Entry[], place: Place, says: string, side: 1 | -1): Verdict {
  const batches = valuesOf(entries, "B") as number[];
  const least = Math.min(...batches);
  const small = pairAt(entries, place, [least]);
  const large = pairAt(
    entries,
    place,
    batches.filter((B) => B > least),
  );
  return verdictOn(
    `${named(place)}: ${says}, with both algorithms`,
    (["m", "nm"] as const).map((name) => ({
      of: `B = ${large[name].B} against ${least} (${name})`,
      margins: above(small[name].entry, large[name].entry).map((margin) => side * margin),
    })),
  );
}

/** Table 5: with Krum under FoE, both fail. */
export function bothAreAtChance(entries: readonly Entry[], place: Place): Verdict {
  const best = pairAt(entries, place);
  return verdictOn(
    `${named(place)}: both are at chance at every B`,
    [best.m, best.nm].map(({ entry, B }, i) => ({
      of: `B = ${B} (${["m", "nm"][i]})`,
      margins: below(CHANCE, entry),
    })),
    numbersOf(best),
  );
}

function named(place: Place): string {
  return Object.values(place).map(nameOf).join(", ");
}
