/** Compares the optimal batch size of ByzSGDnm's propositions, from estimates of the problem's constants, with the best measured one. */
import type { Problem } from "@honest-majority/robust";
import { optimalBatchByzsgdm, optimalBatchByzsgdnm } from "@honest-majority/robust";
import { boundBesideMeasured } from "../report/boundFigure";
import type { Size } from "../sizes";
import type { Entry } from "../sweep/summary";
import { type Verdict, verdictLines } from "../verdicts/verdict";
import { BYZSGDNM_SET_UPS } from "./byzsgdnmSetUp";
import { type Estimated, estimateParts, runsOf } from "./optimalBatchParts";
import { bestBatch, extendAt, type Finished, type Preset, seedsAt, valuesOf } from "./preset";
import { ACCURACY } from "./quantity";
import type { Report } from "./reproduction";

const DELTAS = [0, 1 / 8, 3 / 8];

const REDUCED: Record<
  Size,
  { delta: number[]; B?: number[]; eta?: number[]; epochs?: number; reduced: string }
> = {
  smoke: { delta: [0, 3 / 8], reduced: BYZSGDNM_SET_UPS.smoke.reduced },
  laptop: {
    delta: DELTAS,
    B: [8, 32, 128, 512],
    eta: [0.1, 0.5],
    epochs: 1,
    reduced: "MNIST and mlp for CIFAR-10 and ResNet-20, 1 epoch for 160, B from 8 to 512, two η₀ for eight",
  },
  paper: { delta: DELTAS, reduced: "" },
};

function sized(size: Size) {
  const { base, ...usual } = BYZSGDNM_SET_UPS[size];
  const { delta, B = usual.B, eta = usual.eta, epochs, reduced } = REDUCED[size];
  return {
    sweep: {
      base: { ...base, ...(epochs === undefined ? {} : { epochs }), attack: "alie" },
      over: {
        rule: ["coordinateMedian"],
        delta,
        B,
        eta,
        ...seedsAt(size),
      },
      ...extendAt(size),
    },
    reduced,
  };
}

export const optimalBatch: Preset = {
  name: "optimal-batch",
  title: "The optimal batch size by theory and by measurement, coordinate median under ALIE",
  source: "ByzSGDnm, propositions 1 and 2",
  shows: "the measured best B and B* move the same way with δ",
  sizes: { smoke: sized("smoke"), laptop: sized("laptop"), paper: sized("paper") },
  quantity: ACCURACY,
  rows: ["B"],
  column: "delta",
  paper: () => undefined,
  verdicts: () => [],
  extraReport,
};

async function extraReport({ preset, cells, results, entries }: Finished): Promise<Report> {
  const runs = runsOf(cells, results, entries);
  const parts = estimateParts(runs);
  if (typeof parts === "string") {
    return { markdown: `\nNo bound is computed: ${parts}.\n`, files: {} };
  }
  const [{ config }] = cells;
  const gradients = config.rounds * config.batchSize * config.workers; // C / (1 − δ), the same in every cell
  const problemAt = (delta: number): Problem => ({
    sigma: Math.sqrt(parts.variance),
    smoothness: parts.smoothness,
    gap: parts.gap,
    c: parts.robustness,
    m: config.workers,
    delta,
    budget: gradients * (1 - delta),
  });
  const deltas = valuesOf(entries, "delta") as number[];
  const problems = deltas.map(problemAt);
  const lines = problems.map((problem) => ({
    delta: problem.delta,
    m: optimalBatchByzsgdm(problem),
    nm: optimalBatchByzsgdnm(problem),
    measured: bestBatch(entries, { delta: problem.delta }),
  }));
  const markdown = [
    "",
    `Estimated: σ² = ${short(parts.variance)}, L = ${short(parts.smoothness)}, F₀ = ${short(parts.gap)} (medians of the runs at δ = 0), c = ${short(parts.robustness)} (the largest median over B of a δ > 0). All are averages over the path taken: below the bounds that the propositions assume, and so B* is judged by how it moves, not by its size.`,
    "",
    "| δ | B* (ByzSGDm) | B̃* (ByzSGDnm) | best B measured (ByzSGDm) |",
    "| ---: | ---: | ---: | ---: |",
    ...lines.map(({ delta, m, nm, measured }) => `| ${delta} | ${short(m)} | ${short(nm)} | ${measured} |`),
    "",
    estimateTable(runs),
    "",
    ...verdictLines([sameWay(lines)]),
    "",
  ].join("\n");
  return { markdown, files: { "bound.svg": await boundBesideMeasured(preset.title, problems, entries) } };
}

/** Checks that both move in the same direction: either may stay the same at a step, but both must move over all steps. */
function sameWay(lines: readonly { m: number; measured: number }[]): Verdict {
  const steps = lines.slice(1).map(({ m, measured }, i) => (m - lines[i].m) * (measured - lines[i].measured));
  const [first, last] = [lines[0], lines[lines.length - 1]];
  return {
    claim: "the measured best B and B* move the same way with δ",
    outcome:
      steps.every((step) => step >= 0) && (last.m - first.m) * (last.measured - first.measured) > 0
        ? "holds"
        : "fails",
    measured: `B* ${lines.map(({ m }) => short(m)).join(", ")}; measured ${lines.map(({ measured }) => measured).join(", ")}`,
  };
}

function estimateTable(runs: readonly Estimated[]): string {
  const lines = runs.map(({ entry, estimates }) => {
    const { variance, smoothness, robustness, gap } = estimates;
    const numbers = [variance, smoothness, robustness, gap].map((value) =>
      value === null ? "–" : short(value),
    );
    return [...placeOf(entry), ...numbers];
  });
  return [["δ", "B", "η₀", "σ²", "L", "c", "F₀"], new Array(7).fill("---:"), ...lines]
    .map((fields) => `| ${fields.join(" | ")} |`)
    .join("\n");
}

function placeOf({ place, best }: Entry): string[] {
  return [place.delta, place.B, best].map(String);
}

function short(value: number): string {
  return value === 0 ? "0" : Number(value.toPrecision(3)).toString();
}
