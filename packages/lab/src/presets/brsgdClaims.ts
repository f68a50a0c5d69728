/** The claims of BrSGD's table 1, of its figure 3 and of section 5.2, judged from the table's entries. Pure. */
import type { Entry } from "../sweep/summary";
import { above, ahead, below, CHANCE, within } from "../verdicts/paired";
import { type Part, type Verdict, verdictOn } from "../verdicts/verdict";
import { accuracyText, entryAt, nameOf, valuesOf } from "./preset";

/** How much less counts as less: the paper's own differences between cells that it calls the same are up to 3.5 points. */
const POINTS = 0.02;
/** How much less is still "high accuracy": where the paper says so of the median and of Krum, it prints up to 8.1 points less. */
const HIGH = 0.1;
/** Half of the workers: the paper's last column, which its own α < ½ leaves out. */
const HALF = 0.5;
const early = ({ early }: { early: number }) => early;
/** The height of the curve in figure 3: of two rules with the same end, the faster one has the higher mean over the run. */
const along = ({ along }: { along: number }) => along;

interface Cells {
  /** The shares of attackers that are judged together, ascending: those below ½, or ½. */
  deltas: readonly number[];
  /** The smallest share of the table. */
  first: number;
  at(rule: string, delta: number): Entry | undefined;
}

interface Claim {
  /** Its end, after the attack's name. */
  says: string;
  /** The attacks that the paper claims it for; all of them when absent. */
  attacks?: readonly string[];
  rule: string;
  /** None for shares that the claim is not about. */
  parts(cells: Cells): Part[];
}

type Margins = Omit<Part, "of">;

const everyDelta =
  (marginsAt: (cells: Cells, delta: number) => Margins): Claim["parts"] =>
  (cells) =>
    cells.deltas.map((delta) => ({ of: `δ = ${delta}`, ...marginsAt(cells, delta) }));

const atMost =
  (marginsAt: (cells: Cells, delta: number) => Margins): Claim["parts"] =>
  (cells) =>
    everyDelta(marginsAt)({ ...cells, deltas: cells.deltas.slice(-1) });

const plus = (margins: readonly number[], share: number) => margins.map((margin) => margin + share);

const CLAIMS: readonly Claim[] = [
  {
    says: "BrSGD stays within 2 points of no attack",
    rule: "brsgd",
    parts: everyDelta(({ at }, delta) => ({
      margins: plus(above(at("brsgd", delta), at("brsgd", 0)), POINTS),
    })),
  },
  ...Object.entries({ coordinateMedian: "the median", krum: "Krum" }).map(
    ([rule, name]): Claim => ({
      says: `BrSGD is at least as good as ${name}, within 2 points`,
      rule,
      parts: everyDelta(({ at }, delta) => ahead(at("brsgd", delta), at(rule, delta), { share: POINTS })),
    }),
  ),
  {
    says: "the mean is at chance",
    attacks: ["gaussian", "modelNegation"],
    rule: "mean",
    parts: everyDelta(({ at }, delta) => ({ margins: below(CHANCE, at("mean", delta)) })),
  },
  {
    says: "the mean still trains",
    attacks: ["gradientScale"],
    rule: "mean",
    parts: everyDelta(({ at }, delta) => ({
      margins: below(CHANCE, at("mean", delta)).map((margin) => -margin),
    })),
  },
  {
    says: "the mean loses more than 2 points",
    attacks: ["labelFlip"],
    rule: "mean",
    parts: everyDelta(({ at }, delta) => ({
      margins: plus(above(at("mean", 0), at("mean", delta)), -POINTS),
    })),
  },
  {
    says: "the median is slow: behind BrSGD after a fifth of the run",
    attacks: ["modelNegation", "labelFlip"],
    rule: "coordinateMedian",
    parts: atMost(({ at }, delta) => ahead(at("brsgd", delta), at("coordinateMedian", delta), { of: early })),
  },
  ...Object.entries({ coordinateMedian: "the median", krum: "Krum" }).map(
    ([rule, name]): Claim => ({
      says: `BrSGD converges faster than ${name}: it is more accurate on average over the run`,
      rule,
      parts: everyDelta(({ at }, delta) => ahead(at("brsgd", delta), at(rule, delta), { of: along })),
    }),
  ),
  {
    says: "the median ends within 10 points of no attack",
    attacks: ["modelNegation", "labelFlip"],
    rule: "coordinateMedian",
    parts: everyDelta(({ at }, delta) => ({
      margins: plus(above(at("coordinateMedian", delta), at("coordinateMedian", 0)), HIGH),
    })),
  },
  {
    says: "the median falls to chance",
    attacks: ["gradientScale"],
    rule: "coordinateMedian",
    parts: ({ at, deltas }) =>
      deltas.includes(HALF)
        ? [{ of: `δ = ${HALF}`, margins: below(CHANCE, at("coordinateMedian", HALF)) }]
        : [],
  },
  {
    says: "Krum ends within 10 points of BrSGD at the smallest δ",
    rule: "krum",
    parts: ({ at, deltas, first }) =>
      deltas.includes(first)
        ? [{ of: `δ = ${first}`, margins: plus(above(at("krum", first), at("brsgd", first)), HIGH) }]
        : [],
  },
  {
    says: "Krum drops by more than 2 points from the smallest δ to the largest",
    attacks: ["labelFlip"],
    rule: "krum",
    parts: ({ first, ...cells }) =>
      atMost(({ at }, delta) => ({
        margins: plus(above(at("krum", first), at("krum", delta)), -POINTS),
      }))({ first, ...cells, deltas: cells.deltas.filter((delta) => delta > first) }),
  },
];

/** The paper's claim about runs without attack, in which the attack's name says nothing. */
function sameConvergence(entries: readonly Entry[]): Verdict {
  const attack = valuesOf(entries, "attack")[0];
  const at = (rule: string) => entryAt(entries, { attack, rule, delta: 0 });
  return verdictOn("without attack, BrSGD converges as the mean does, within 2 points", [
    { of: "a fifth of the run", margins: within(POINTS, at("brsgd"), at("mean"), early) },
    { of: "the mean over the run", margins: within(POINTS, at("brsgd"), at("mean"), along) },
    { of: "the end", margins: within(POINTS, at("brsgd"), at("mean")) },
  ]);
}

/** Section 5.2: a single attacker brings the mean to chance. */
export function oneAttackerVerdicts(entries: readonly Entry[]): Verdict[] {
  const delta = Math.max(...(valuesOf(entries, "delta") as number[]));
  return valuesOf(entries, "attack").map((attack) => {
    const entry = entryAt(entries, { attack, delta });
    return verdictOn(
      `${nameOf(attack)}: a single attacker brings the mean to chance`,
      [{ of: `δ = ${delta}`, margins: below(CHANCE, entry) }],
      accuracyText(entry),
    );
  });
}

export function brsgdVerdicts(entries: readonly Entry[]): Verdict[] {
  const all = (valuesOf(entries, "delta") as number[]).filter((delta) => delta > 0);
  const groups = [
    { name: "δ < ½", deltas: all.filter((delta) => delta < HALF) },
    { name: "δ = ½", deltas: all.filter((delta) => delta === HALF) },
  ];
  const perAttack = valuesOf(entries, "attack").flatMap((attack) => {
    const at = (rule: string, delta: number) => entryAt(entries, { attack, rule, delta });
    const claims = CLAIMS.filter(({ attacks }) => attacks?.includes(String(attack)) ?? true);
    return claims.flatMap(({ says, rule, parts }) =>
      groups.flatMap(({ name, deltas }): Verdict[] => {
        const judged = parts({ deltas, first: all[0], at });
        if (judged.length === 0) return [];
        const shown = [0, ...deltas];
        const accuracies = shown.map((delta) => accuracyText(at(rule, delta)));
        const numbers = `${rule} ${accuracies.join(", ")} at δ = ${shown.join(", ")}`;
        return [verdictOn(`${nameOf(attack)}, ${name}: ${says}`, judged, numbers)];
      }),
    );
  });
  return [sameConvergence(entries), ...perAttack];
}
