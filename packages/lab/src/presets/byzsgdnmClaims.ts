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

/**
 * Table 1: the best B grows with δ. It does if, at the largest δ, a B above the best one without attack is better than that
 * one, while without attack it is not.
 */
export function bestBatchGrows(entries: readonly Entry[], place: Place): Verdict {
  const deltas = valuesOf(entries, "delta") as number[];
  const [calm, attacked] = [Math.min(...deltas), Math.max(...deltas)];
  const first = bestOf(entries, { ...place, delta: calm });
  const larger = (valuesOf(entries, "B") as number[]).filter((B) => B > first.B);
  const claim = `${named(place)}: the best B is larger at δ = ${attacked} than at δ = ${calm}`;
  const found = `best B ${deltas.map((delta) => bestBatch(entries, { ...place, delta })).join(", ")}`;
  if (larger.length === 0)
    return { claim, outcome: "untestable", measured: `${found}; at δ = ${calm} it is the largest B tried` };
  const next = bestOf(entries, { ...place, delta: attacked }, larger);
  const at = (B: number, delta: number) => entryAt(entries, { ...place, B, delta });
  return verdictOn(
    claim,
    [
      { of: `δ = ${attacked}`, margins: above(next.entry, at(first.B, attacked)) },
      { of: `δ = ${calm}`, margins: above(first.entry, at(next.B, calm)) },
    ],
    `${found}; B = ${next.B} against B = ${first.B}`,
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
