/** ByzSGDnm's tables 1 to 5: accuracy by rule, batch size and attack, the best of several η₀. */

import type { Size } from "../sizes";
import { BYZSGDNM_ASSUMED } from "./assumed";
import { attackersThatHelp } from "./attackersThatHelp";
import {
  attackCosts,
  bestBatchDoesNotShrink,
  bestBatchGrows,
  bothAreAtChance,
  largeBatchesDrop,
  largerBatchIsBetter,
  normalizedDropsLess,
  normalizedIsAhead,
  normalizedIsAheadAtLargest,
  normalizedIsComparable,
  smallBatchIsBetter,
} from "./byzsgdnmClaims";
import { BYZSGDNM_SET_UPS } from "./byzsgdnmSetUp";
import { BATCHES, BYZSGDNM_RULES, COMPARISONS, type Letters, TABLE_1 } from "./paperTables";
import { combinationsOf, extendAt, type Preset, seedsAt } from "./preset";
import { ACCURACY } from "./quantity";

const RULES = Object.values(BYZSGDNM_RULES);
/** ALIE by its formula, as in the paper, and with a z that attacks at every δ: the formula's is below 0.3 at m = 8. */
const TABLE_1_ATTACKS = ["alie", { kind: "alie", z: 1.5 }] as const;
const DELTAS = [0, 1 / 8, 3 / 8] as const;

function sizesOf(base: object, over: Record<string, unknown[]>, smokeOver: Record<string, unknown[]>) {
  const sized = (size: Size) => {
    const { base: common, B, eta, reduced } = BYZSGDNM_SET_UPS[size];
    const fields = size === "smoke" ? smokeOver : over;
    return {
      sweep: {
        base: { ...common, ...base },
        over: { ...fields, B, eta, ...seedsAt(size) },
        ...extendAt(size),
      },
      reduced,
    };
  };
  return { smoke: sized("smoke"), laptop: sized("laptop"), paper: sized("paper") };
}

function lettersOf(rule: unknown): Letters | undefined {
  const found = Object.entries(BYZSGDNM_RULES).find(
    ([, known]) => JSON.stringify(known) === JSON.stringify(rule),
  );
  return found?.[0] as Letters | undefined;
}

export const table1: Preset = {
  name: "byzsgdnm-table1",
  title: "ByzSGDm under ALIE, by batch size and share of Byzantine workers",
  source: "ByzSGDnm, table 1",
  shows: "each rule's best batch size does not shrink as δ grows, and is larger at δ = 3/8 than at 0",
  figure: "accuracy.svg",
  sizes: sizesOf(
    {},
    { rule: RULES, attack: [...TABLE_1_ATTACKS], delta: [...DELTAS] },
    { rule: ["coordinateMedian"], attack: [...TABLE_1_ATTACKS], delta: [0, 3 / 8] },
  ),
  quantity: ACCURACY,
  rows: ["rule", "attack", "B"],
  column: "delta",
  compared: "B",
  paper({ rule, attack, B, delta }) {
    const letters = attack === TABLE_1_ATTACKS[0] ? lettersOf(rule) : undefined;
    const row = BATCHES.indexOf(B as (typeof BATCHES)[number]);
    const column = DELTAS.indexOf(delta as (typeof DELTAS)[number]);
    return letters === undefined ? undefined : TABLE_1[letters][row]?.[column];
  },
  assumed: BYZSGDNM_ASSUMED,
  verdicts: (entries) =>
    combinationsOf(entries, ["rule", "attack"]).flatMap((place) => [
      bestBatchGrows(entries, place),
      bestBatchDoesNotShrink(entries, place),
      largeBatchesDrop(entries, place),
      attackCosts(entries, place),
    ]),
  remarked: (entries) => attackersThatHelp(entries, ["rule", "attack", "B"]),
};

interface Comparison {
  table: 2 | 3 | 4 | 5;
  attack: keyof typeof COMPARISONS;
  under: string;
  /** The paper's finding: nm is ahead of m (except with the rule `except`), or both are within this many points. */
  finds: { kind: "ahead"; except?: Letters } | { kind: "comparable"; points: number };
  shows: string;
}

function comparison({ table, attack, under, finds, shows }: Comparison): Preset {
  const byzantine = attack === "none" ? { attackers: 0, f: 0 } : { attack, attackers: 3, f: 3 };
  return {
    name: `byzsgdnm-table${table}`,
    title: `ByzSGDm against ByzSGDnm, ${under}`,
    source: `ByzSGDnm, table ${table}`,
    shows,
    figure: "accuracy.svg",
    sizes: sizesOf(
      byzantine,
      { rule: RULES, "algorithm.normalized": [false, true] },
      { rule: ["krum"], "algorithm.normalized": [false, true] },
    ),
    quantity: ACCURACY,
    rows: ["rule", "algorithm.normalized"],
    column: "B",
    paper({ rule, B, "algorithm.normalized": normalized }) {
      const letters = lettersOf(rule);
      if (letters === undefined) return undefined;
      const row = COMPARISONS[attack][letters];
      return (normalized === true ? row.nm : row.m)[BATCHES.indexOf(B as (typeof BATCHES)[number])];
    },
    assumed: BYZSGDNM_ASSUMED,
    verdicts: (entries) =>
      combinationsOf(entries, ["rule"]).flatMap((place) => {
        if (finds.kind === "comparable")
          return [
            normalizedIsComparable(entries, place, finds.points),
            normalizedDropsLess(entries, place),
            smallBatchIsBetter(entries, place),
          ];
        if (finds.except !== undefined && lettersOf(place.rule) === finds.except)
          return [bothAreAtChance(entries, place)];
        return [normalizedIsAhead, normalizedIsAheadAtLargest, normalizedDropsLess, largerBatchIsBetter].map(
          (claim) => claim(entries, place),
        );
      }),
  };
}

export const comparisons: readonly Preset[] = [
  comparison({
    table: 2,
    attack: "none",
    under: "no attack",
    finds: { kind: "comparable", points: 3 },
    shows: "both are comparable",
  }),
  comparison({
    table: 3,
    attack: "bitFlip",
    under: "3 of 8 on bit flip",
    finds: { kind: "comparable", points: 3 },
    shows: "both are comparable",
  }),
  comparison({
    table: 4,
    attack: "alie",
    under: "3 of 8 on ALIE",
    finds: { kind: "ahead" },
    shows: "ByzSGDnm's best over B is at least ByzSGDm's",
  }),
  comparison({
    table: 5,
    attack: "foe",
    under: "3 of 8 on FoE",
    finds: { kind: "ahead", except: "KR" },
    shows: "ByzSGDnm's best over B is at least ByzSGDm's, except with Krum, which is at chance with both",
  }),
];
