/** Times of rules over m and over d, and the exponents that fit them. */

import { typed } from "@honest-majority/protocol";
import { exponent } from "../bench/robust/exponent";
import type { CostGrid, RuleCost } from "../presets/brsgdCostTimes";
import type { Report, Reproduction } from "../presets/reproduction";
import type { Size } from "../sizes";
import { judge } from "../verdicts/judge";
import { near } from "../verdicts/near";
import { type Verdict, verdictLines, verdictOn } from "../verdicts/verdict";
import { commitsText } from "./commits";
import { twoDigits } from "./digits";
import { lineFigures } from "./figure";
import { reducedLines } from "./reducedLines";
import { wallClock } from "./wallClock";

export interface Costs {
  preset: Pick<Reproduction, "name" | "title" | "source">;
  size: Size;
  grid: CostGrid;
  /** By repeat, and in each by rule. */
  times: readonly (readonly RuleCost[])[];
  hardware: string;
  commit?: string;
  /** Of all repeats; absent in old results. */
  seconds?: number;
  /** How a person calls the program. */
  program: string;
}

/** The tolerance between a fitted exponent and the claimed one. */
const TOLERANCE = 0.3;
/** The fewest points from which an exponent is fitted. */
const LEAST_POINTS = 3;

export async function costReport({
  preset,
  size,
  grid,
  times,
  hardware,
  commit,
  seconds,
  program,
}: Costs): Promise<Report> {
  const costs = times[0].map(({ rule }, i) =>
    measuredCost(
      rule,
      grid,
      times.map((repeat) => repeat[i]),
    ),
  );
  const verdicts = ["brsgd", "krum"].flatMap((rule) => {
    const cost = costs.find((one) => one.rule === rule);
    return cost === undefined ? [] : growthVerdicts(cost);
  });
  const markdown = [
    `### ${preset.title}`,
    "",
    `${preset.source}. \`${typed(program, "lab", "reproduce", preset.name, "--size", size)}\`: milliseconds of a round from rows in memory on the SIMD kernels, median of up to ${grid.runs}, mean of ${times.length} repeats of the whole grid, on one thread of ${hardware}, ${commitsText([{ commit }])}; ${wallClock(seconds)}. A rule that takes more than ${grid.capMs} ms at one size is not measured at the next. The exponent k of mᵏ or dᵏ is fitted by least squares of the logarithms, in each repeat, and printed with its deviation over the repeats.`,
    ...reducedLines(grid),
    "",
    "Assumed, where the source is silent: the rows are a common vector with noise, and a fifth of them lie at twice the distance on the other side; f is m/5, or the most that the rule's guarantee allows; BrSGD's 2𝔗 is twice the median ℓ₁ distance.",
    "",
    `d = ${grid.atD}`,
    "",
    table("m", grid.m, costs, "overM"),
    "",
    `m = ${grid.atM}`,
    "",
    table("d", grid.d, costs, "overD"),
    "",
    ...verdictLines(verdicts),
    "",
  ].join("\n");
  const svg = await lineFigures(preset.title, [
    figureOf("workers m", grid.m, costs, "overM"),
    figureOf("parameters d", grid.d, costs, "overD"),
  ]);
  return { markdown, files: { "table.csv": csvOf(grid, times), "cost.svg": svg } };
}

type LineName = "overM" | "overD";

/** A line's measurements of one rule over the repeats. */
interface Line {
  /** The mean milliseconds at each size that every repeat measured. */
  ms: number[];
  /** The fitted exponent of each repeat; none from too few sizes. */
  exponents: number[];
}

interface MeasuredCost extends Record<LineName, Line> {
  rule: string;
}

export function measuredCost(
  rule: string,
  { m, d }: Pick<CostGrid, "m" | "d">,
  repeats: readonly Pick<RuleCost, LineName>[],
): MeasuredCost {
  const line = (sizes: readonly number[], name: LineName): Line => {
    const count = Math.min(...repeats.map((repeat) => repeat[name].length));
    const times = repeats.map((repeat) => repeat[name].slice(0, count));
    return {
      ms: sizes.slice(0, count).map((_, i) => mean(times.map((repeat) => repeat[i]))),
      exponents: count < LEAST_POINTS ? [] : times.map((repeat) => exponent(sizes.slice(0, count), repeat)),
    };
  };
  return { rule, overM: line(m, "overM"), overD: line(d, "overD") };
}

/** Judges the exponents of BrSGD and Krum over the repeats. */
export function growthVerdicts({ rule, overM, overD }: MeasuredCost): Verdict[] {
  const verdict = (name: string, { exponents }: Line, claimed: number) =>
    verdictOn(
      `${rule} grows about as ${name}${claimed === 1 ? "" : "²"}, within ${TOLERANCE} of the exponent`,
      [{ margins: near(exponents, claimed, TOLERANCE) }],
      exponents.length === 0
        ? "not measured at enough sizes"
        : `exponents ${exponents.map(hundredths).join(", ")}`,
      { print: hundredths, over: "repeat" },
    );
  return [verdict("m", overM, rule === "krum" ? 2 : 1), verdict("d", overD, 1)];
}

function table(
  name: string,
  sizes: readonly number[],
  costs: readonly MeasuredCost[],
  line: LineName,
): string {
  const head = ["rule", ...sizes.map((size) => `${name} = ${size}`), "k"];
  const rows = costs.map((cost) => {
    const { ms, exponents } = cost[line];
    return [
      cost.rule,
      ...sizes.map((_, place) => (place < ms.length ? twoDigits(ms[place]) : "–")),
      spreadOf(exponents),
    ];
  });
  return [head, head.map((_, i) => (i === 0 ? "---" : "---:")), ...rows]
    .map((fields) => `| ${fields.join(" | ")} |`)
    .join("\n");
}

function spreadOf(exponents: readonly number[]): string {
  if (exponents.length === 0) return "–";
  const { mean, deviation, seeds } = judge(exponents);
  return seeds > 1 ? `${hundredths(mean)} ± ${hundredths(deviation)}` : hundredths(mean);
}

function figureOf(x: string, sizes: readonly number[], costs: readonly MeasuredCost[], line: LineName) {
  return {
    title: `by ${x}`,
    x: { title: x, scale: "log" as const },
    y: { title: "milliseconds", scale: "log" as const },
    points: costs.flatMap((cost) => cost[line].ms.map((y, i) => ({ series: cost.rule, x: sizes[i], y }))),
  };
}

function csvOf({ m, atD, d, atM }: CostGrid, times: readonly (readonly RuleCost[])[]): string {
  const lines = times.flatMap((costs, repeat) =>
    costs.flatMap(({ rule, overM, overD }) => [
      ...overM.map((time, i) => [rule, m[i], atD, repeat + 1, time]),
      ...overD.map((time, i) => [rule, atM, d[i], repeat + 1, time]),
    ]),
  );
  return `${[["rule", "m", "d", "repeat", "ms"], ...lines].map((line) => line.join(",")).join("\n")}\n`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function hundredths(value: number): string {
  return value.toFixed(2);
}
