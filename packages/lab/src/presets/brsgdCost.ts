/** BrSGD's claim of O(md): the time of each rule's round by number of workers and of parameters. */
import { describeProgress } from "../describeProgress";
import { costReport } from "../report/costReport";
import type { Size } from "../sizes";
import { type CostGrid, expectedCostSeconds, type RuleCost, timeRules } from "./brsgdCostTimes";
import { folderOf, type Reproduction } from "./reproduction";

const TIMES = "times.json";

interface Kept {
  times: RuleCost[][];
  hardware: string;
  commit?: string;
  /** Of all repeats; absent in old results. */
  seconds?: number;
}

/** Each grid is a line over m at one d, and a line over d at one m. A full grid would need 1 GB a matrix at d = 10⁶ and m = 256. */
const GRIDS: Record<Size, CostGrid> = {
  smoke: {
    rules: ["brsgd", "mean", "krum"],
    m: [8, 16, 32],
    atD: 10_000,
    d: [1_000, 4_000, 16_000],
    atM: 8,
    runs: 5,
    repeats: 2,
    capMs: 1000,
    reduced:
      "matrices so small that a round's fixed costs count: it shows that everything runs, and nothing else",
  },
  laptop: {
    rules: "all",
    m: [8, 16, 32, 64, 128, 256],
    atD: 20_000,
    d: [10_000, 30_000, 100_000, 300_000, 1_000_000],
    atM: 20,
    runs: 9,
    repeats: 3,
    capMs: 1500,
  },
  paper: {
    rules: "all",
    m: [8, 16, 32, 64, 128, 256],
    atD: 250_000,
    d: [10_000, 30_000, 100_000, 300_000, 1_000_000],
    atM: 64,
    runs: 31,
    repeats: 3,
    capMs: 60_000,
  },
};

export const brsgdCost: Reproduction = {
  name: "brsgd-cost",
  title: "Time of a round of each rule, over workers and parameters",
  source: "BrSGD, the O(md) claim",
  shows: "time grows as m and as d with BrSGD, and about as m² with Krum",
  figure: "cost.svg",
  data: () => "random rows",
  estimateSeconds: (size, { now }) => expectedCostSeconds(GRIDS[size], now),
  async run(size, { storeNamed, display, now, hardware, commit, program }) {
    const grid = GRIDS[size];
    const started = now();
    const times: RuleCost[][] = [];
    while (times.length < grid.repeats) {
      const before = times.length;
      const onTimed = (done: number, total: number) => {
        const elapsedSeconds = (now() - started) / 1000;
        const progress = { done: before * total + done, total: grid.repeats * total, elapsedSeconds };
        display.show(`${folderOf(brsgdCost, size)}: ${describeProgress(progress)}`);
      };
      times.push(await timeRules(grid, onTimed));
    }
    const store = storeNamed(folderOf(brsgdCost, size));
    await store.load(); // creates the folder
    const kept: Kept = { times, hardware, commit, seconds: (now() - started) / 1000 };
    await store.write(TIMES, `${JSON.stringify(kept, null, 1)}\n`);
    return costReport({ preset: brsgdCost, size, grid, program, ...kept });
  },
  async report(size, { storeNamed, program }) {
    const text = await storeNamed(folderOf(brsgdCost, size)).read(TIMES);
    if (text === undefined)
      throw new RangeError(`${brsgdCost.name}: must have been run at ${size}, it was not`);
    const kept = JSON.parse(text) as Kept;
    if (!Array.isArray(kept.times[0]))
      throw new RangeError(
        `${brsgdCost.name}: ${TIMES} must hold several repeats, got one: reproduce it again`,
      );
    return costReport({ preset: brsgdCost, size, grid: GRIDS[size], program, ...kept });
  },
};
