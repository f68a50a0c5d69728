/** Times of rules over m and over d, and the exponents that fit them. */
import { typed } from "@honest-majority/protocol";
import { exponent } from "../bench/robust/exponent";
import type { CostGrid, RuleCost } from "../presets/brsgdCostTimes";
import type { Report, Reproduction } from "../presets/reproduction";
import type { Size } from "../sizes";
import { type Verdict, verdictLines } from "../verdicts/verdict";
import { twoDigits } from "./digits";
import { lineFigures } from "./figure";

export interface Costs {
  preset: Pick<Reproduction, "name" | "title" | "source">;
  size: Size;
  grid: CostGrid;
  times: readonly RuleCost[];
  hardware: string;
  /** How a person calls the program. */
  program: string;
}

/** The tolerance between a fitted exponent and the claimed one. */
const TOLERANCE = 0.3;
/** The fewest points from which an exponent is fitted. */
const LEAST_POINTS = 3;

export async function costReport({ preset, size, grid, times, hardware, program }: Costs): Promise<Report> {
  const fits = times.map(({ rule, overM, overD }) => ({
    rule,
    m: fitted(grid.m, overM),
    d: fitted(grid.d, overD),
  }));
  const verdicts = ["brsgd", "krum"].flatMap((rule) => {
    const fit = fits.find((one) => one.rule === rule);
    return fit === undefined ? [] : verdictsOf(rule, fit);
  });
  const markdown = [
    `### ${preset.title}`,
    "",
    `${preset.source}. \`${typed(program, "lab", "reproduce", preset.name, "--size", size)}\`: milliseconds of a round from rows in memory on the SIMD kernels, median of up to ${grid.runs}, on one thread of ${hardware}. f is m/5, or the most that the rule's guarantee allows. A rule that takes more than ${grid.capMs} ms at one size is not measured at the next. The exponent k of mᵏ or dᵏ is fitted by least squares of the logarithms.`,
    "",
    `d = ${grid.atD}`,
    "",
    table("m", grid.m, times, fits, "overM", "m"),
    "",
    `m = ${grid.atM}`,
    "",
    table("d", grid.d, times, fits, "overD", "d"),
    "",
    ...verdictLines(verdicts),
    "",
  ].join("\n");
  const svg = await lineFigures(preset.title, [
    figureOf("workers m", grid.m, times, "overM"),
    figureOf("parameters d", grid.d, times, "overD"),
  ]);
  return { markdown, files: { "table.csv": csvOf(grid, times), "cost.svg": svg } };
}

type Fit = { m: number | undefined; d: number | undefined };

function fitted(sizes: readonly number[], times: readonly number[]): number | undefined {
  return times.length < LEAST_POINTS ? undefined : exponent(sizes.slice(0, times.length), times);
}

function verdictsOf(rule: string, { m, d }: Fit): Verdict[] {
  const near = (name: string, found: number | undefined, claimed: number): Verdict => ({
    claim: `${rule} grows about as ${name}${claimed === 1 ? "" : "²"}, within ${TOLERANCE} of the exponent`,
    outcome: found === undefined ? "untestable" : Math.abs(found - claimed) <= TOLERANCE ? "holds" : "fails",
    measured: found?.toFixed(2) ?? "not measured at enough sizes",
  });
  return [near("m", m, rule === "krum" ? 2 : 1), near("d", d, 1)];
}

function table(
  name: string,
  sizes: readonly number[],
  times: readonly RuleCost[],
  fits: readonly Fit[],
  line: "overM" | "overD",
  letter: "m" | "d",
): string {
  const head = ["rule", ...sizes.map((size) => `${name} = ${size}`), "k"];
  const rows = times.map((cost, i) => [
    cost.rule,
    ...sizes.map((_, place) => (cost[line][place] === undefined ? "–" : twoDigits(cost[line][place]))),
    fits[i][letter]?.toFixed(2) ?? "–",
  ]);
  return [head, head.map((_, i) => (i === 0 ? "---" : "---:")), ...rows]
    .map((fields) => `| ${fields.join(" | ")} |`)
    .join("\n");
}

function figureOf(x: string, sizes: readonly number[], times: readonly RuleCost[], line: "overM" | "overD") {
  return {
    title: `by ${x}`,
    x: { title: x, scale: "log" as const },
    y: { title: "milliseconds", scale: "log" as const },
    points: times.flatMap((cost) => cost[line].map((y, i) => ({ series: cost.rule, x: sizes[i], y }))),
  };
}

function csvOf({ m, atD, d, atM }: CostGrid, times: readonly RuleCost[]): string {
  const lines = times.flatMap(({ rule, overM, overD }) => [
    ...overM.map((time, i) => [rule, m[i], atD, time]),
    ...overD.map((time, i) => [rule, atM, d[i], time]),
  ]);
  return `${[["rule", "m", "d", "ms"], ...lines].map((line) => line.join(",")).join("\n")}\n`;
}
