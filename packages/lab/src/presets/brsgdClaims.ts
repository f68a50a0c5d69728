/** The claims of BrSGD's table 1, of its figure 3 and of section 5.2, judged from the table's entries. Pure. */
import type { Entry } from "../sweep/summary";
import { above, below, CHANCE, within } from "../verdicts/paired";
import { type Part, type Verdict, verdictOn } from "../verdicts/verdict";
import { accuracyText, entryAt, nameOf, valuesOf } from "./preset";

/** How much less counts as less: the paper's own differences between cells that it calls the same are up to 3.5 points. */
const POINTS = 0.02;
/** How much less is still "high accuracy": where the paper says so of the median and of Krum, it prints up to 8.1 points less. */
const HIGH = 0.1;
const early = ({ early }: { early: number }) => early;
/** The height of the curve in figure 3: of two rules with the same end, the faster one has the higher mean over the run. */
const along = ({ along }: { along: number }) => along;

interface Cells {
  /** The shares of attackers above 0, ascending. */
  deltas: number[];
  at(rule: string, delta: number): Entry | undefined;
}

interface Claim {
  /** Its end, after the attack's name. */
  says: string;
  /** The attacks that the paper claims it for; all of them when absent. */
  attacks?: readonly string[];
  rule: string;
  parts(cells: Cells): Part[];
}

const everyDelta =
  (margins: (cells: Cells, delta: number) => number[]): Claim["parts"] =>
  (cells) =>
    cells.deltas.map((delta) => ({ of: `δ = ${delta}`, margins: margins(cells, delta) }));

const atMost =
  (margins: (cells: Cells, delta: number) => number[]): Claim["parts"] =>
  (cells) => {
    const delta = cells.deltas.at(-1) ?? Number.NaN;
    return [{ of: `δ = ${delta}`, margins: margins(cells, delta) }];
  };

const plus = (margins: readonly number[], share: number) => margins.map((margin) => margin + share);

const CLAIMS: readonly Claim[] = [
  {
    says: "BrSGD stays within 2 points of no attack",
    rule: "brsgd",
    parts: everyDelta(({ at }, delta) => plus(above(at("brsgd", delta), at("brsgd", 0)), POINTS)),
  },
  {
    says: "BrSGD is at least as good as the median and Krum",
    rule: "brsgd",
    parts: ({ at, deltas }) =>
      ["coordinateMedian", "krum"].map((rule) => {
        const delta = deltas.at(-1) ?? Number.NaN;
        return {
          of: `δ = ${delta}, ${rule}`,
          margins: plus(above(at("brsgd", delta), at(rule, delta)), POINTS),
        };
      }),
  },
  {
    says: "the mean is at chance",
    attacks: ["gaussian", "modelNegation"],
    rule: "mean",
    parts: everyDelta(({ at }, delta) => below(CHANCE, at("mean", delta))),
  },
  {
    says: "the mean still trains",
    attacks: ["gradientScale"],
    rule: "mean",
    parts: everyDelta(({ at }, delta) => below(CHANCE, at("mean", delta)).map((margin) => -margin)),
  },
  {
    says: "the mean loses more than 2 points",
    attacks: ["labelFlip"],
    rule: "mean",
    parts: everyDelta(({ at }, delta) => plus(above(at("mean", 0), at("mean", delta)), -POINTS)),
  },
  {
    says: "the median is slow: behind BrSGD after a fifth of the run",
    attacks: ["modelNegation", "labelFlip"],
    rule: "coordinateMedian",
    parts: atMost(({ at }, delta) => above(at("brsgd", delta), at("coordinateMedian", delta), early)),
  },
  ...Object.entries({ coordinateMedian: "the median", krum: "Krum" }).map(
    ([rule, name]): Claim => ({
      says: `BrSGD converges faster than ${name}: it is more accurate on average over the run`,
      rule,
      parts: everyDelta(({ at }, delta) => above(at("brsgd", delta), at(rule, delta), along)),
    }),
  ),
  {
    says: "the median ends within 10 points of no attack",
    attacks: ["modelNegation", "labelFlip"],
    rule: "coordinateMedian",
    parts: everyDelta(({ at }, delta) =>
      plus(above(at("coordinateMedian", delta), at("coordinateMedian", 0)), HIGH),
    ),
  },
  {
    says: "the median falls to chance at the largest δ",
    attacks: ["gradientScale"],
    rule: "coordinateMedian",
    parts: atMost(({ at }, delta) => below(CHANCE, at("coordinateMedian", delta))),
  },
  {
    says: "Krum ends within 10 points of BrSGD at the smallest δ",
    rule: "krum",
    parts: ({ at, deltas: [first] }) => [
      { of: `δ = ${first}`, margins: plus(above(at("krum", first), at("brsgd", first)), HIGH) },
    ],
  },
  {
    says: "Krum drops by more than 2 points from the smallest δ to the largest",
    attacks: ["labelFlip"],
    rule: "krum",
    parts: ({ at, deltas }) => {
      const [first, last] = [deltas[0], deltas.at(-1) ?? Number.NaN];
      return [{ of: `δ = ${last}`, margins: plus(above(at("krum", first), at("krum", last)), -POINTS) }];
    },
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

/** Section 5.2 says so of the mean under two attacks. */
function oneAttacker(deltas: readonly number[]): Verdict {
  return {
    claim: "a single attacker on Gaussian noise or negation brings the mean to chance",
    outcome: "untestable",
    measured: `the smallest δ tried is ${deltas[0]}, as in the paper's table`,
  };
}

export function brsgdVerdicts(entries: readonly Entry[]): Verdict[] {
  const deltas = (valuesOf(entries, "delta") as number[]).filter((delta) => delta > 0);
  const perAttack = valuesOf(entries, "attack").flatMap((attack) => {
    const at = (rule: string, delta: number) => entryAt(entries, { attack, rule, delta });
    return CLAIMS.filter(({ attacks }) => attacks?.includes(String(attack)) ?? true).map((claim) => {
      const accuracies = [0, ...deltas].map((delta) => accuracyText(at(claim.rule, delta)));
      const numbers = `${claim.rule} ${accuracies.join(", ")} at δ = ${[0, ...deltas].join(", ")}`;
      return verdictOn(`${nameOf(attack)}: ${claim.says}`, claim.parts({ deltas, at }), numbers);
    });
  });
  return [sameConvergence(entries), oneAttacker(deltas), ...perAttack];
}
