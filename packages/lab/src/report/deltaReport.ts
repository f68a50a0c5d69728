/** Distances of BrSGD's limit over n, m and α beside theorem 1's Δ, the exponents that fit them, and verdicts. */
import { typed } from "@honest-majority/protocol";
import { exponent } from "../bench/robust/exponent";
import { KEEP, type Limit, type Place, ROUNDS, type Threshold } from "../convex/brsgdLimit";
import { DIMENSION, SMOOTHNESS, STRONG_CONVEXITY } from "../convex/leastSquares";
import type { Report, Reproduction } from "../presets/reproduction";
import type { Size } from "../sizes";
import { judge } from "../verdicts/judge";
import { near } from "../verdicts/near";
import { type Verdict, verdictLines, verdictOn } from "../verdicts/verdict";
import { commitsText } from "./commits";
import { lineFigures } from "./figure";
import { reducedLines } from "./reducedLines";
import { wallClock } from "./wallClock";

export interface DeltaGrid {
  n: readonly number[];
  m: readonly number[];
  alpha: readonly number[];
  /** The place through which the lines go. */
  at: Place;
  seeds: readonly number[];
  /** What is smaller than in the paper, and so what its distances cannot show. */
  reduced?: string;
}

/** One seed at one place. */
export interface Measured extends Limit {
  place: Place;
  threshold: Threshold;
  seed: number;
}

export const THRESHOLDS: readonly { threshold: Threshold; name: string }[] = [
  { threshold: "auto", name: "2𝔗 auto" },
  { threshold: "theorem", name: "2𝔗 = 2s" },
];

/** The tolerance between a fitted exponent and the claimed one. */
const TOLERANCE = 0.15;

interface Line {
  title: string;
  field: keyof Place;
  places: Place[];
}

function linesOf({ n, m, alpha, at }: DeltaGrid): Line[] {
  return [
    { title: `m = ${at.m}, α = ${at.alpha}`, field: "n", places: n.map((n) => ({ ...at, n })) },
    { title: `n = ${at.n}, α = ${at.alpha}`, field: "m", places: m.map((m) => ({ ...at, m })) },
    { title: `n = ${at.n}, α = 0`, field: "m", places: m.map((m) => ({ ...at, m, alpha: 0 })) },
    { title: `n = ${at.n}, m = ${at.m}`, field: "alpha", places: alpha.map((alpha) => ({ ...at, alpha })) },
  ];
}

/** Every place of the lines, each once. */
export function placesOf(grid: DeltaGrid): Place[] {
  const places = linesOf(grid).flatMap((line) => line.places);
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

/** Theorem 1's Δ without its logarithms. It does not contain α. */
export function paperDelta({ n, m }: Place): number {
  return 1 / Math.sqrt(n) + 1 / Math.sqrt(n * m);
}

/** The lower bound for any algorithm that the paper cites from Yin et al. 2018, without its logarithms. */
function lowerBound({ n, m, alpha }: Place): number {
  return alpha / Math.sqrt(n) + 1 / Math.sqrt(n * m);
}

export interface Deltas {
  preset: Pick<Reproduction, "name" | "title" | "source">;
  size: Size;
  grid: DeltaGrid;
  measured: readonly Measured[];
  hardware: string;
  commit?: string;
  /** Of the whole work; absent in old results. */
  seconds?: number;
  /** How a person calls the program. */
  program: string;
}

export async function deltaReport(given: Deltas): Promise<Report> {
  const { preset, size, grid, measured, hardware, commit, seconds, program } = given;
  const lines = linesOf(grid);
  const markdown = [
    `### ${preset.title}`,
    "",
    `${preset.source}. \`${typed(program, "lab", "reproduce", preset.name, "--size", size)}\`: least squares in ${DIMENSION} dimensions, λ = ${STRONG_CONVEXITY}, G = ${SMOOTHNESS}, features and noise drawn for each of the seeds ${grid.seeds.join(", ")}, full gradients of n examples a worker; ${wallClock(seconds)}; on ${hardware}, ${commitsText([{ commit }])}.`,
    ...reducedLines(grid),
    "",
    `Assumed, where the source is silent: the examples of all workers are drawn alike; ${ROUNDS} rounds from w = 0 with η = 1/G; β = ${KEEP}, as in the paper's experiments; α·m attackers, who know the honest gradients and all play one of ${attacksIn(measured).join(", ")}; constants and logarithms are left out of Δ = 1/√n + 1/√(nm) and of LB, the lower bound α/√n + 1/√(nm) that the paper cites.`,
    "",
    "Distance of the last w from w*, under the attack that moves it farthest: mean and deviation over the seeds. (2/λ)(t + 3βs) is the theorem's distance with lemma 1's bound for Δ: s is the largest ℓ₁ norm of an honest worker's gradient at w*, t the ℓ₂ norm of their mean. 2𝔗 is the rule's threshold: the rule's own choice, or 2s as in the lemma. k is the exponent that fits a column, in each seed.",
    ...lines.flatMap((line) => ["", line.title, "", lineTable(line, given)]),
    "",
    ...verdictLines(deltaVerdicts(grid, measured)),
    "",
  ].join("\n");
  const svg = await lineFigures(
    preset.title,
    lines.map((line) => figureOf(line, given)),
  );
  return { markdown, files: { "table.csv": csvOf(measured), "distance.svg": svg } };
}

function attacksIn(measured: readonly Measured[]): string[] {
  const names = measured.flatMap(({ distances }) => Object.keys(distances));
  return [...new Set(names)].filter((name) => name !== "none").map((name) => name.replace(/, (.*)/, " ($1)"));
}

/** Judges theorem 1's distance over the seeds. */
export function deltaVerdicts(grid: DeltaGrid, measured: readonly Measured[]): Verdict[] {
  const [overN, overM, overCalmM] = linesOf(grid);
  const exponents = (line: Line) =>
    THRESHOLDS.map(({ threshold, name }) => ({ name, found: exponentsOf(line, threshold, measured) }));
  const as = (claim: string, line: Line, claimed: number) =>
    verdictOn(
      `${claim}: exponent ${hundredths(claimed)}, within ${TOLERANCE}`,
      exponents(line).map(({ name, found }) => ({ of: name, margins: near(found, claimed, TOLERANCE) })),
      exponentText(line, measured),
      { print: hundredths },
    );
  const sizes = overM.places.map(({ m }) => m);
  const [slowest, fastest] = [paperDelta, lowerBound].map((of) => exponent(sizes, overM.places.map(of)));
  return [
    as("the distance falls with n as Δ does", overN, -0.5),
    verdictOn(
      `the distance falls with m at least as Δ does, and at most as the lower bound: exponent from ${hundredths(slowest)} to ${hundredths(fastest)}, within ${TOLERANCE}`,
      exponents(overM).flatMap(({ name, found }) => [
        { of: `${name}, against Δ`, margins: found.map((k) => slowest + TOLERANCE - k) },
        { of: `${name}, against the lower bound`, margins: found.map((k) => k - fastest + TOLERANCE) },
      ]),
      exponentText(overM, measured),
      { print: hundredths },
    ),
    as("without attackers, the distance falls with m as the lower bound does", overCalmM, -0.5),
    verdictOn(
      "the distance is at most (2/λ)(t + 3βs) at every n, m and α: the least share that is left",
      THRESHOLDS.map(({ threshold, name }) => ({
        of: name,
        margins: grid.seeds.map((seed) => leastShareLeft(measured, threshold, seed)),
      })),
      "",
      { print: (share) => `${(100 * share).toFixed(2)} %` },
    ),
  ];
}

function exponentText(line: Line, measured: readonly Measured[]): string {
  return THRESHOLDS.map(
    ({ threshold, name }) => `${spreadOf(exponentsOf(line, threshold, measured))} (${name})`,
  ).join(", ");
}

/** By how much the distance is below the theorem's, as a share of the theorem's, at the place of the line where it is least. */
function leastShareLeft(measured: readonly Measured[], threshold: Threshold, seed: number): number {
  const shares = measured
    .filter((one) => one.threshold === threshold && one.seed === seed)
    .map((one) => 1 - worst(one) / theoremDistance(one));
  return shares.length === 0 ? Number.NaN : Math.min(...shares);
}

function theoremDistance({ delta }: Limit): number {
  return (2 / STRONG_CONVEXITY) * delta;
}

function worst({ distances }: Limit): number {
  return Math.max(...Object.values(distances));
}

/** By seed, in the order of the first place's seeds; places with a size of 0 have no logarithm and are left out. */
function exponentsOf({ field, places }: Line, threshold: Threshold, measured: readonly Measured[]): number[] {
  const fitted = places.filter((place) => place[field] > 0);
  const columns = fitted.map((place) => distancesAt(place, threshold, measured));
  const sizes = fitted.map((place) => place[field]);
  return (columns[0] ?? []).map((_, seed) =>
    exponent(
      sizes,
      columns.map((column) => column[seed]),
    ),
  );
}

/** Of each seed. */
function distancesAt(place: Place, threshold: Threshold, measured: readonly Measured[]): number[] {
  return at(place, threshold, measured).map(worst);
}

function at(place: Place, threshold: Threshold, measured: readonly Measured[]): Measured[] {
  const isSame = (other: Place) => JSON.stringify(other) === JSON.stringify(place);
  return measured.filter((one) => one.threshold === threshold && isSame(one.place));
}

function lineTable(line: Line, { measured }: Pick<Deltas, "measured">): string {
  const { field, places } = line;
  const head = [
    field === "alpha" ? "α" : field,
    "Δ",
    "LB",
    "(2/λ)(t + 3βs)",
    ...THRESHOLDS.map(({ name }) => name),
  ];
  const rows = places.map((place) => [
    place[field],
    short(paperDelta(place)),
    short(lowerBound(place)),
    short(judge(at(place, "auto", measured).map(theoremDistance)).mean),
    ...THRESHOLDS.map(({ threshold }) => spreadOf(distancesAt(place, threshold, measured), short)),
  ]);
  const k = [
    "k",
    "",
    "",
    "",
    ...THRESHOLDS.map(({ threshold }) => spreadOf(exponentsOf(line, threshold, measured))),
  ];
  return [head, head.map(() => "---:"), ...rows, k].map((fields) => `| ${fields.join(" | ")} |`).join("\n");
}

function figureOf({ title, field, places }: Line, { measured }: Pick<Deltas, "measured">) {
  const scale = field === "alpha" ? ("linear" as const) : ("log" as const);
  return {
    title,
    x: { title: field === "alpha" ? "α" : field, scale },
    y: { title: "distance from the minimum", scale: "log" as const },
    points: places.flatMap((place) => [
      ...THRESHOLDS.map(({ threshold, name }) => ({
        series: name,
        x: place[field],
        y: judge(distancesAt(place, threshold, measured)).mean,
      })),
      { series: "Δ = 1/√n + 1/√(nm)", x: place[field], y: paperDelta(place) },
    ]),
  };
}

function csvOf(measured: readonly Measured[]): string {
  const lines = measured.flatMap(({ place: { n, m, alpha }, threshold, seed, distances, delta }) =>
    Object.entries(distances).map(([attack, distance]) => [
      n,
      m,
      alpha,
      threshold,
      seed,
      `"${attack}"`,
      distance,
      delta,
    ]),
  );
  const head = ["n", "m", "alpha", "threshold", "seed", "attack", "distance", "t + 3βs"];
  return `${[head, ...lines].map((line) => line.join(",")).join("\n")}\n`;
}

function spreadOf(values: readonly number[], print = hundredths): string {
  const { mean, deviation } = judge(values);
  if (!Number.isFinite(mean)) return "–";
  return Number.isFinite(deviation) ? `${print(mean)} ± ${print(deviation)}` : print(mean);
}

function short(value: number): string {
  return Number(value.toPrecision(2)).toString();
}

function hundredths(value: number): string {
  return value.toFixed(2);
}
