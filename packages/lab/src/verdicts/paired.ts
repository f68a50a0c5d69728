/** Margins of claims about a table's entries, paired by seed. Pure. */
import { seedText } from "../sweep/seeds";
import type { Entry, SeedResult } from "../sweep/summary";
import { near } from "./near";

type Of = (result: SeedResult) => number;
const accuracyOf: Of = ({ accuracy }) => accuracy;

/** Below this, ten classes are at chance: 10 %, and as much again for what a few lucky classes give. */
export const CHANCE = 0.2;

/** A number of a and of b, for each seed that both have; none if one of them is missing. */
export function pairedBy(a: Entry | undefined, b: Entry | undefined, of: Of): [number, number][] {
  return paired(a, b).map(([one, other]) => [of(one), of(other)]);
}

/** By how much a is above b, for each seed that both have; none if one of them is missing. */
export function above(a: Entry | undefined, b: Entry | undefined, of: Of = accuracyOf): number[] {
  return paired(a, b).map(([one, other]) => of(one) - of(other));
}

/** Whether an entry's rule has learned nothing. */
export function isAtChance(entry: Entry | undefined): boolean {
  return entry !== undefined && entry.accuracy.mean < CHANCE;
}

/** By how much a is above b, plus `share`; no margins where both are at chance, because a tie there says nothing. */
export function ahead(
  a: Entry | undefined,
  b: Entry | undefined,
  { share = 0, of = accuracyOf }: { share?: number; of?: Of } = {},
): { margins: number[]; why?: string } {
  if (isAtChance(a) && isAtChance(b)) return { margins: [], why: "both are at chance" };
  return { margins: above(a, b, of).map((margin) => margin + share) };
}

/** By how much a and b are closer to one another than `share`. Their difference keeps its sign from seed to seed. */
export function within(
  share: number,
  a: Entry | undefined,
  b: Entry | undefined,
  of: Of = accuracyOf,
): number[] {
  return near(above(a, b, of), 0, share);
}

/** By how much an entry is below a limit, for each seed. */
export function below(limit: number, entry: Entry | undefined): number[] {
  return (entry?.bySeed ?? []).map(({ accuracy }) => limit - accuracy);
}

function paired(a: Entry | undefined, b: Entry | undefined): [SeedResult, SeedResult][] {
  return together([a, b]) as [SeedResult, SeedResult][];
}

/** The results of all entries, for each seed that all of them have; none if an entry is missing. */
export function together(entries: readonly (Entry | undefined)[]): SeedResult[][] {
  const [first, ...others] = entries;
  return (first?.bySeed ?? []).flatMap((one) => {
    const found = others.flatMap(
      (other) => other?.bySeed.find((candidate) => seedText(candidate) === seedText(one)) ?? [],
    );
    return found.length === others.length ? [[one, ...found]] : [];
  });
}
