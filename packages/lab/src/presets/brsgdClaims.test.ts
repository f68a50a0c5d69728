import { expect, test } from "vitest";
import type { Entry } from "../sweep/summary";
import { brsgdVerdicts, oneAttackerVerdicts } from "./brsgdClaims";
import { entryAtPlace } from "./entry.cases";

const DELTAS = [0, 0.1, 0.5];
const ATTACKS = ["gaussian", "modelNegation", "gradientScale", "labelFlip"];

/** What the paper finds, in percent: the accuracies at δ = 0, 0.1 and 0.5, and those after a fifth of the run. */
const PAPER: Record<string, { final: number[]; early: number[] }> = {
  brsgd: { final: [85, 84.5, 84], early: [70, 70, 69] },
  coordinateMedian: { final: [85, 84, 83], early: [70, 60, 40] },
  mean: { final: [85, 10, 10], early: [70, 10, 10] },
  krum: { final: [82, 82, 70], early: [65, 65, 60] },
};
/** Cells that differ from it, for the attacks of single claims. */
const BY_ATTACK: Record<string, typeof PAPER> = {
  gradientScale: {
    mean: { final: [85, 84, 60], early: [70, 70, 40] },
    coordinateMedian: { final: [85, 81, 10], early: [70, 50, 10] },
  },
  labelFlip: { mean: { final: [85, 73, 80], early: [70, 60, 60] } },
};

function table(changes: Record<string, typeof PAPER> = {}): Entry[] {
  return ATTACKS.flatMap((attack) =>
    Object.keys(PAPER).flatMap((rule) =>
      DELTAS.map((delta, i): Entry => {
        const { final, early } = changes[attack]?.[rule] ?? BY_ATTACK[attack]?.[rule] ?? PAPER[rule];
        // three seeds, 0.1 points apart
        const bySeed = [-0.1, 0, 0.1].map((off, seed) => ({
          seed,
          accuracy: (final[i] + off) / 100,
          early: (early[i] - off) / 100,
          along: (early[i] + final[i] + off) / 200,
          seconds: 1,
        }));
        return {
          place: { attack, rule, delta },
          best: undefined,
          accuracy: { mean: final[i] / 100, deviation: 0.001 },
          seconds: { mean: 1, deviation: 0 },
          seeds: 3,
          diverged: 0,
          bySeed,
        };
      }),
    ),
  );
}
const failing = (entries: Entry[]) =>
  brsgdVerdicts(entries).flatMap(({ claim, outcome }) =>
    outcome === "holds" ? [] : [`${outcome} ${claim}`],
  );

test("every claim holds on numbers that it asks for, below δ = ½ and at it", () => {
  expect(failing(table())).toEqual([]);
  expect(brsgdVerdicts(table())).toHaveLength(63);
});

test("a planted reversal of one cell fails exactly the claims about it", () => {
  expect(failing(table({ gaussian: { mean: { final: [85, 58, 54], early: [70, 40, 40] } } }))).toEqual([
    "fails gaussian, δ < ½: the mean is at chance",
    "fails gaussian, δ = ½: the mean is at chance",
  ]);
  expect(failing(table({ labelFlip: { krum: { final: [82, 82, 82.5], early: [65, 65, 65] } } }))).toEqual([
    "fails labelFlip, δ = ½: Krum drops by more than 2 points from the smallest δ to the largest",
  ]);
  expect(failing(table({ gradientScale: { mean: { final: [85, 16, 5], early: [70, 10, 10] } } }))).toEqual([
    "fails gradientScale, δ < ½: the mean still trains",
    "fails gradientScale, δ = ½: the mean still trains",
  ]);
  expect(failing(table({ modelNegation: { brsgd: { final: [85, 84, 10], early: [70, 70, 69] } } }))).toEqual([
    "fails modelNegation, δ = ½: BrSGD stays within 2 points of no attack",
    "fails modelNegation, δ = ½: BrSGD is at least as good as the median, within 2 points",
    "fails modelNegation, δ = ½: BrSGD is at least as good as Krum, within 2 points",
    "fails modelNegation, δ = ½: BrSGD converges faster than the median: it is more accurate on average over the run",
    "fails modelNegation, δ = ½: BrSGD converges faster than Krum: it is more accurate on average over the run",
  ]);
});

test("a planted slow start fails exactly the claims about convergence", () => {
  const slow = table({ gradientScale: { brsgd: { final: [85, 84.5, 84], early: [70, 30, 30] } } });
  expect(failing(slow)).toEqual([
    "fails gradientScale, δ < ½: BrSGD converges faster than the median: it is more accurate on average over the run",
    "fails gradientScale, δ < ½: BrSGD converges faster than Krum: it is more accurate on average over the run",
    "fails gradientScale, δ = ½: BrSGD converges faster than Krum: it is more accurate on average over the run",
  ]);
  const slowWithout = table({ gaussian: { brsgd: { final: [85, 84.5, 84], early: [60, 70, 69] } } });
  expect(failing(slowWithout)).toEqual([
    "fails without attack, BrSGD converges as the mean does, within 2 points",
  ]);
});

test("a planted low end fails exactly the claims about it", () => {
  const median = { final: [85, 84, 70], early: [70, 60, 40] };
  expect(failing(table({ labelFlip: { coordinateMedian: median } }))).toEqual([
    "fails labelFlip, δ = ½: the median ends within 10 points of no attack",
  ]);
  const krum = { final: [82, 70, 70], early: [65, 65, 60] };
  expect(failing(table({ gaussian: { krum } }))).toEqual([
    "fails gaussian, δ < ½: Krum ends within 10 points of BrSGD at the smallest δ",
  ]);
});

test("a verdict prints every δ with its margin and its deviation over the seeds", () => {
  const verdict = brsgdVerdicts(table()).find(
    ({ claim }) => claim === "gaussian, δ < ½: the mean is at chance",
  );
  expect(verdict?.measured).toBe(
    "mean 85.00 %, 10.00 % at δ = 0, 0.1; margin 10.00 ± 0.10 over 3 seeds at δ = 0.1",
  );
});

test("a claim about a cell that was not run is not testable", () => {
  const withoutKrum = table().filter(({ place }) => place.rule !== "krum");
  expect(failing(withoutKrum)).toContain(
    "untestable labelFlip, δ = ½: Krum drops by more than 2 points from the smallest δ to the largest",
  );
});

test("two rules at chance are not compared", () => {
  const lost = { final: [85, 84, 10], early: [70, 70, 10] };
  const both = table({ modelNegation: { brsgd: lost, krum: lost } });
  const verdict = brsgdVerdicts(both).find(
    ({ claim }) => claim === "modelNegation, δ = ½: BrSGD is at least as good as Krum, within 2 points",
  );
  expect(verdict).toMatchObject({
    outcome: "untestable",
    measured: "krum 85.00 %, 10.00 % at δ = 0, 0.5; both are at chance at δ = 0.5",
  });
});

test("one attacker is judged for each attack, at the largest δ, and a mean that trains fails", () => {
  const entry = (attack: string, delta: number, ...accuracies: number[]) =>
    entryAtPlace({ attack, delta }, accuracies);
  const entries = [
    entry("gaussian", 0, 0.9, 0.91, 0.92),
    entry("gaussian", 0.05, 0.1, 0.11, 0.1),
    entry("modelNegation", 0, 0.9, 0.91, 0.92),
    entry("modelNegation", 0.05, 0.8, 0.82, 0.81),
  ];
  expect(oneAttackerVerdicts(entries).map(({ claim, outcome }) => [claim, outcome])).toEqual([
    ["gaussian: a single attacker brings the mean to chance", "holds"],
    ["modelNegation: a single attacker brings the mean to chance", "fails"],
  ]);
});
