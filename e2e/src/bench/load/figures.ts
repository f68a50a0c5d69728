/** What one run measured, and how two runs compare. Pure. */
import type { RoundRecord } from "@honest-majority/protocol";
import type { Share } from "./shares";
import type { Counts } from "./workersProcess";

/** What the probe measures in the coordinator's process. */
export interface Probed {
  busyMs: number;
  /** Of the time on the clock. */
  busyShare: number;
  cpuMs: number;
  delayMs: Record<"50" | "99" | "100", number>;
  turns: readonly Turn[];
  rss: number;
  peakRss: number;
}

/** From one round to the next, in the coordinator's process, in milliseconds. */
export interface Turn {
  /** From the last bytes of the last update, when they are read, to the first byte of the next round. */
  openedMs: number;
  /** Its parts in their order: the update is taken and the compute thread asked, */
  readToAskedMs: number;
  /** which aggregates and steps, */
  steppingMs: number;
  /** and the round opens. */
  steppedToOpenMs: number;
  /** From the first byte of the round until it is written to every worker. */
  writingMs: number;
}

/** What was counted up to some moment. */
export interface Mark extends Counts {
  dashboard: number;
}

export interface Measured {
  /** When each round closed, in milliseconds; `closedAt[0]` is that of the round before the first. */
  closedAt: readonly number[];
  before: Mark;
  after: Mark;
  probed: Probed;
  /** Of the measured rounds. */
  records: readonly RoundRecord[];
  /** Bytes of the answer to a dashboard that comes after the last round. */
  watchBytes: number;
  shares?: readonly Share[];
}

/** All means and medians over the measured rounds; medians of the parts of a turn. */
export interface Figures extends Turn {
  rounds: number;
  /** Median. */
  roundMs: number;
  roundsPerSecond: number;
  upBytes: number;
  downBytes: number;
  dashboardBytes: number;
  /** Of one that comes after the last round, in all. */
  watchBytes: number;
  busyShare: number;
  /** A round, of the coordinator's main thread: time on the clock, and processor time. */
  mainMs: number;
  mainCpuMs: number;
  delayMedianMs: number;
  delay99Ms: number;
  delayMostMs: number;
  /** Median: from the answer to a round's last update to the opening of the next. */
  turnMs: number;
  rss: number;
  peakRss: number;
  /** Workers that a round closed without, and refused updates, in all rounds. */
  leftOut: number;
  refused: number;
  shares?: readonly Share[];
}

export function figuresOf({
  closedAt,
  before,
  after,
  probed,
  records,
  watchBytes,
  shares,
}: Measured): Figures {
  const rounds = closedAt.length - 1;
  const roundMs = median(closedAt.slice(1).map((at, i) => at - closedAt[i]));
  const refused = ({ refused }: Mark) => Object.values(refused).reduce((sum, count) => sum + count, 0);
  const ofTurns = (part: (turn: Turn) => number) => median(probed.turns.map(part));
  return {
    rounds,
    roundMs,
    roundsPerSecond: 1_000 / roundMs,
    upBytes: (after.bytes.up - before.bytes.up) / rounds,
    downBytes: (after.bytes.down - before.bytes.down) / rounds,
    dashboardBytes: (after.dashboard - before.dashboard) / rounds,
    watchBytes,
    busyShare: probed.busyShare,
    mainMs: probed.busyMs / rounds,
    mainCpuMs: probed.cpuMs / rounds,
    delayMedianMs: probed.delayMs[50],
    delay99Ms: probed.delayMs[99],
    delayMostMs: probed.delayMs[100],
    turnMs: median(after.gaps.slice(before.gaps.length)),
    openedMs: ofTurns(({ openedMs }) => openedMs),
    readToAskedMs: ofTurns(({ readToAskedMs }) => readToAskedMs),
    steppingMs: ofTurns(({ steppingMs }) => steppingMs),
    steppedToOpenMs: ofTurns(({ steppedToOpenMs }) => steppedToOpenMs),
    writingMs: ofTurns(({ writingMs }) => writingMs),
    rss: probed.rss,
    peakRss: probed.peakRss,
    leftOut: records.reduce((sum, { missing = [] }) => sum + missing.length, 0),
    refused: refused(after) - refused(before),
    shares,
  };
}

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle];
  return (sorted[middle - 1] + sorted[middle]) / 2;
}

type Numbers = { [Name in keyof Figures as Figures[Name] extends number ? Name : never]: number };

/** The median of each figure over several runs; shares are those of the first. */
export function medianOf(runs: readonly Figures[]): Figures {
  const names = Object.keys(runs[0]).filter((name) => name !== "shares") as (keyof Numbers)[];
  const medians = names.map((name) => [name, median(runs.map((run) => run[name]))] as const);
  return { ...runs[0], ...Object.fromEntries(medians) };
}
