/** A claim of a paper beside what the runs say about it. */
import { type Judgement, judge, type Outcome, whole } from "./judge";

export interface Verdict {
  claim: string;
  outcome: Outcome;
  /** The numbers for it. */
  measured: string;
}

const MARKS: Record<Outcome, string> = {
  holds: "✓",
  fails: "✗",
  noise: "≈ within noise:",
  untestable: "– not testable:",
};

export function verdictLines(verdicts: readonly Verdict[]): string[] {
  return verdicts.map(({ claim, outcome, measured }) => `- ${MARKS[outcome]} ${claim}: ${measured}`);
}

/** One part of a claim: its margins by seed, and what they belong to, such as "δ = 0.1". */
export interface Part {
  of?: string;
  margins: readonly number[];
  /** Why there are no margins; by default because runs are missing. */
  why?: string;
}

interface Printed {
  /** By default in points, for shares of 1. */
  print: (margin: number) => string;
  /** What there is a margin of each of. */
  over: string;
}

/** A verdict from margins, each printed with its deviation over the seeds. */
export function verdictOn(
  claim: string,
  parts: readonly Part[],
  numbers = "",
  { print = points, over = "seed" }: Partial<Printed> = {},
): Verdict {
  const judged = parts.map((part) => ({ ...part, ...judge(part.margins) }));
  const known = judged.filter(({ mean }) => Number.isFinite(mean));
  const missing = judged.filter(({ mean }) => !Number.isFinite(mean));
  const margins = known.map((one) => describe(one, { print, over })).join(", ");
  return {
    claim,
    outcome: whole(judged.map(({ outcome }) => outcome)),
    measured: [
      numbers,
      margins && `margin ${margins}`,
      ...missing.map(({ of, why = "not measured" }) => `${why}${placeOf(of)}`),
    ]
      .filter((text) => text !== "")
      .join("; "),
  };
}

function describe({ of, mean, deviation, seeds }: Part & Judgement, { print, over }: Printed): string {
  const spread = seeds > 1 ? `± ${print(deviation)} over ${seeds} ${over}s` : `with one ${over}`;
  return `${print(mean)} ${spread}${placeOf(of)}`;
}

const placeOf = (of: string | undefined) => (of === undefined ? "" : ` at ${of}`);

function points(share: number): string {
  return (100 * share).toFixed(2);
}
