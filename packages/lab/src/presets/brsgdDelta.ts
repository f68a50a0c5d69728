/** BrSGD's theorem 1: how far its limit is from the minimum of a strongly convex problem, by n, m and α. */
import { type Attack, limitsOf, type Place } from "../convex/brsgdLimit";
import { describeProgress } from "../describeProgress";
import { type DeltaGrid, deltaReport, type Measured, placesOf, THRESHOLDS } from "../report/deltaReport";
import type { Size } from "../sizes";
import { folderOf, type Reproduction } from "./reproduction";

const LIMITS = "limits.json";

interface Kept {
  measured: Measured[];
  hardware: string;
  commit?: string;
  /** Of the whole work; absent in old results. */
  seconds?: number;
}

/** The theorem is about any attack: the one that moves the limit farthest counts. */
const ATTACKS: readonly Attack[] = [
  { name: "alie, z = 1.5", config: { kind: "alie", z: 1.5 } },
  { name: "foe, ε = 0.1", config: { kind: "foe", epsilon: 0.1 } },
  { name: "signFlip", config: { kind: "signFlip" } },
  { name: "optimizedAlie", config: { kind: "optimizedAlie" } },
  { name: "optimizedFoe", config: { kind: "optimizedFoe" } },
];

/** Lines through `at` over n, over m (with its α and without attackers) and over α. */
const GRIDS: Record<Size, DeltaGrid> = {
  smoke: {
    n: [25, 50],
    m: [5, 10],
    alpha: [0, 0.2, 0.4],
    at: { n: 50, m: 10, alpha: 0.2 },
    seeds: [1, 2],
    reduced: "two sizes and two seeds: it shows that everything runs, and nothing else",
  },
  laptop: {
    n: [50, 100, 200, 400, 800, 1600, 3200],
    m: [10, 20, 40, 80, 160],
    alpha: [0, 0.1, 0.2, 0.3, 0.4, 0.45],
    at: { n: 200, m: 20, alpha: 0.2 },
    seeds: [1, 2, 3, 4, 5],
  },
  paper: {
    n: [50, 100, 200, 400, 800, 1600, 3200, 6400, 12_800],
    m: [10, 20, 40, 80, 160],
    alpha: [0, 0.1, 0.2, 0.3, 0.4, 0.45],
    at: { n: 200, m: 20, alpha: 0.2 },
    seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  },
};

export const brsgdDelta: Reproduction = {
  name: "brsgd-delta",
  title: "Distance of BrSGD's limit from the minimum, over examples, workers and attackers",
  source: "BrSGD, theorem 1",
  shows: "the distance falls with n and m at least as Δ = 1/√n + 1/√(nm) does, and is below (2/λ)(t + 3βs)",
  figure: "distance.svg",
  data: () => "drawn regressions",
  async estimateSeconds(size, { now }) {
    const grid = GRIDS[size];
    const started = now();
    await limitsOf(grid.at, "auto", ATTACKS, grid.seeds[0]);
    const one = (now() - started) / 1000; // grows as m
    return jobsOf(grid).reduce((sum, { place }) => sum + (one * place.m) / grid.at.m, 0);
  },
  async run(size, { storeNamed, display, now, hardware, commit, program }) {
    const grid = GRIDS[size];
    const jobs = jobsOf(grid);
    const started = now();
    const measured: Measured[] = [];
    for (const { place, threshold, seed } of jobs) {
      measured.push({ place, threshold, seed, ...(await limitsOf(place, threshold, ATTACKS, seed)) });
      const elapsedSeconds = (now() - started) / 1000;
      const progress = { done: measured.length, total: jobs.length, elapsedSeconds };
      display.show(`${folderOf(brsgdDelta, size)}: ${describeProgress(progress)}`);
    }
    const store = storeNamed(folderOf(brsgdDelta, size));
    await store.load(); // creates the folder
    const kept: Kept = { measured, hardware, commit, seconds: (now() - started) / 1000 };
    await store.write(LIMITS, `${JSON.stringify(kept, null, 1)}\n`);
    return deltaReport({ preset: brsgdDelta, size, grid, program, ...kept });
  },
  async report(size, { storeNamed, program }) {
    const text = await storeNamed(folderOf(brsgdDelta, size)).read(LIMITS);
    if (text === undefined)
      throw new RangeError(`${brsgdDelta.name}: must have been run at ${size}, it was not`);
    const kept = JSON.parse(text) as Kept;
    return deltaReport({ preset: brsgdDelta, size, grid: GRIDS[size], program, ...kept });
  },
};

type Job = Pick<Measured, "threshold" | "seed"> & { place: Place };

function jobsOf(grid: DeltaGrid): Job[] {
  return placesOf(grid).flatMap((place) =>
    THRESHOLDS.flatMap(({ threshold }) => grid.seeds.map((seed) => ({ place, threshold, seed }))),
  );
}
