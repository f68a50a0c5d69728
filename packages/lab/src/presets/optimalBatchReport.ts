/** What `optimal-batch` reports besides its table: the estimated constants, the optimal batch sizes, the bounds, verdicts. */
import {
  boundByzsgdm,
  boundByzsgdnm,
  optimalBatchByzsgdm,
  optimalBatchByzsgdnm,
  optimalIntegerBatchByzsgdm,
  optimalIntegerBatchByzsgdnm,
  orderByzsgdnm,
  type Problem,
  roundsFor,
  slowdownByzsgdnm,
} from "@honest-majority/robust";
import { boundBesideMeasured } from "../report/boundFigure";
import type { Entry } from "../sweep/summary";
import { verdictLines } from "../verdicts/verdict";
import { bestBatchMoves } from "./bestBatchMoves";
import { type Estimated, estimateParts, runsOf } from "./optimalBatchParts";
import { bestBatch, type Finished, valuesOf } from "./preset";
import type { Report } from "./reproduction";

export const NORMALIZED = "algorithm.normalized";

const ALGORITHMS = [
  {
    name: "ByzSGDm",
    normalized: false,
    symbol: "B*",
    optimal: optimalBatchByzsgdm,
    whole: optimalIntegerBatchByzsgdm,
    bound: boundByzsgdm,
    boundName: "U(B), the bound of ByzSGDm",
    figure: "bound.svg",
  },
  {
    name: "ByzSGDnm",
    normalized: true,
    symbol: "B̃*",
    optimal: optimalBatchByzsgdnm,
    whole: optimalIntegerBatchByzsgdnm,
    bound: boundByzsgdnm,
    boundName: "the bound of ByzSGDnm, equation (16)",
    figure: "bound-normalized.svg",
  },
];
type Algorithm = (typeof ALGORITHMS)[number];

export async function optimalBatchReport({ preset, cells, results, entries }: Finished): Promise<Report> {
  const runs = runsOf(cells, results, entries);
  const parts = estimateParts(runs);
  if (typeof parts === "string") {
    return { markdown: `\nNo bound is computed: ${parts}.\n`, files: {} };
  }
  const [{ config }] = cells;
  const gradients = config.rounds * config.batchSize * config.workers; // C / (1 − δ), the same in every cell
  const problems = (valuesOf(entries, "delta") as number[]).map(
    (delta): Problem => ({
      sigma: Math.sqrt(parts.variance),
      smoothness: parts.smoothness,
      gap: parts.gap,
      c: parts.robustness,
      m: config.workers,
      delta,
      budget: gradients * (1 - delta),
    }),
  );
  const verdicts = ALGORITHMS.map(({ name, symbol, normalized, optimal }) =>
    bestBatchMoves(
      `${name}: the measured best B and ${symbol} move the same way with δ`,
      entriesOf(entries, normalized),
      problems.map((problem) => ({ delta: problem.delta, optimal: optimal(problem) })),
    ),
  );
  const markdown = [
    "",
    `Estimated: σ² = ${short(parts.variance)}, L = ${short(parts.smoothness)}, F₀ = ${short(parts.gap)} (medians of the runs at δ = 0), c = ${short(parts.robustness)} (the largest median over B of a δ > 0). All are averages over the path taken: below the bounds that the propositions assume, and so B* is judged by how it moves, not by its size.`,
    "",
    optimaTable(problems, entries),
    "",
    "*Whole* is the whole B ≥ 1 with the least bound, with T = C/(Bm(1−δ)) a real number.",
    "",
    estimateTable(runs),
    "",
    "The bound of ByzSGDnm, equation (16), by B. Its order, equation (18), contains B only through T. The last line is the factor by which the Byzantine workers enlarge the bound's first term, the one that falls as T^-¼. They bound the mean gradient norm of every problem that meets the assumptions, with constants that hold everywhere; those here are estimates along one path, so no run is judged by them. docs/methods.md says where (16) is not what (15) gives.",
    "",
    orderTable(problems, valuesOf(entries, "B") as number[]),
    "",
    ...verdictLines(verdicts),
    "",
  ].join("\n");
  const figures = ALGORITHMS.map(async ({ figure, ...algorithm }) => [
    figure,
    await boundBesideMeasured(preset.title, algorithm, problems, entriesOf(entries, algorithm.normalized)),
  ]);
  return { markdown, files: Object.fromEntries(await Promise.all(figures)) };
}

function entriesOf(entries: readonly Entry[], normalized: boolean): Entry[] {
  return entries.filter(({ place }) => place[NORMALIZED] === normalized);
}

function optimaTable(problems: readonly Problem[], entries: readonly Entry[]): string {
  const lineOf = ({ name, symbol, normalized, optimal, whole }: Algorithm, problem: Problem) => [
    name,
    problem.delta,
    `${symbol} = ${short(optimal(problem))}`,
    whole(problem),
    bestBatch(entriesOf(entries, normalized), { delta: problem.delta }),
  ];
  return table(
    ["algorithm", "δ", "best B of the bound", "whole", "best B measured, on the validation split"],
    ALGORITHMS.flatMap((algorithm) => problems.map((problem) => lineOf(algorithm, problem))),
  );
}

function orderTable(problems: readonly Problem[], batches: readonly number[]): string {
  const lines = batches.map((B) => {
    const T = roundsFor(problems[0], B); // the same for every δ
    return [
      `B = ${B}`,
      short(T),
      short(orderByzsgdnm(problems[0], T)),
      ...problems.map((one) => short(boundByzsgdnm(one, B))),
    ];
  });
  const head = ["", "T", "(LF₀)^¼·√σ/T^¼ + 1/T^½", ...problems.map(({ delta }) => `bound at δ = ${delta}`)];
  return table(head, [...lines, ["factor", "", "", ...problems.map((one) => short(slowdownByzsgdnm(one)))]]);
}

function estimateTable(runs: readonly Estimated[]): string {
  const lines = runs.map(({ entry: { place, best }, estimates }) => {
    const { variance, smoothness, robustness, gap } = estimates;
    const numbers = [variance, smoothness, robustness, gap].map((value) =>
      value === null ? "–" : short(value),
    );
    const name = ALGORITHMS.find(({ normalized }) => normalized === place[NORMALIZED])?.name;
    return [name, place.delta, place.B, best, ...numbers];
  });
  return table(["algorithm", "δ", "B", "η₀", "σ²", "L", "c", "F₀"], lines);
}

/** The first column is text, the others are numbers. */
function table(head: readonly string[], lines: readonly (readonly unknown[])[]): string {
  return [head, head.map((_, i) => (i === 0 ? "---" : "---:")), ...lines]
    .map((fields) => `| ${fields.join(" | ")} |`)
    .join("\n");
}

function short(value: number): string {
  return value === 0 ? "0" : Number(value.toPrecision(3)).toString();
}
