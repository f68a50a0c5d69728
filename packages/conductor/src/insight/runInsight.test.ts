import { type InsightPanel, type MapView, RunConfig, type ShadowView } from "@honest-majority/protocol";
import { RULES } from "@honest-majority/robust";
import type { Round } from "@honest-majority/rounds";
import { describe, expect, test } from "vitest";
import type { InsightRows } from "../compute";
import { RunInsight, type RunInsightParts } from "./runInsight";

const NAMES = Object.keys(RULES);
const INVITED = ["ada", "ben", "mallory"];
const ROLES = new Map([
  ["ada", { kind: "honest" as const }],
  ["ben", { kind: "honest" as const }],
  ["mallory", { kind: "malicious" as const, attack: { kind: "zero" as const } }],
]);

/** A closed round of two arms in which everybody's update counts. */
const closedRound = (round: number): Round => ({
  round,
  invited: INVITED,
  rows: new Map(INVITED.map((worker, row) => [worker, row])),
  arms: [0, 1],
  answers: [0, 1].map(() => INVITED.map(() => "counted" as const)),
  departed: new Set(),
  silent: new Set(),
  awaited: 0,
});

/** A run whose compute answers when the test says so. */
function watchedRun(...panels: InsightPanel[]) {
  const calls: string[] = [];
  const maps: MapView[] = [];
  const shadows: ShadowView[] = [];
  const givenBack: number[] = [];
  const opened: InsightRows[] = [];
  const waiting: (() => void)[] = [];
  const problems: string[] = [];
  const watched = new Set(panels);
  let arm: string | undefined;
  const answer = <T>(call: string, value: T) =>
    new Promise<T>((resolve) => {
      calls.push(call);
      waiting.push(() => resolve(value));
    });
  const compute = {
    takeRows: (_: string, of: number, rows: readonly number[]) => rows.map((row) => Float32Array.of(of, row)),
    giveBackRows: (_: string, rows: readonly Float32Array[]) => givenBack.push(rows.length),
    insightOpen: (_: string, request: InsightRows) => {
      opened.push(request);
      return answer(`open ${request.round}/${request.arm}`, { honestNorm: 2 });
    },
    insightPlane: () => {
      const x = calls.length % 2 === 0 ? 1 : -1; // a mirrored axis now and then
      return answer("plane", {
        points: [-x, 0, x].map((at) => ({ x: at, y: 0 })),
        aggregates: [{ x, y: 0 }, null],
        honestMean: { x: -x / 2, y: 0 },
        medianDistance: 1,
        shown: 1,
      });
    },
    insightRule: (_: string, rule: string) => answer(rule, { rule, reason: "a test" }),
    insightClose: () => answer("close", null),
  };
  const config = RunConfig.parse({ workers: 3, f: 1, arms: ["mean", "krum"], rounds: 20, evaluateEvery: 5 });
  const parts = {
    run: "run",
    config,
    prepared: { train: { count: 100 } },
    compute,
    clock: { now: () => 0, date: () => 0, after: () => () => {} },
    alarm: (sentence: string) => problems.push(sentence),
  } as unknown as RunInsightParts;
  const insight = new RunInsight(() => parts, {
    watches: (panel) => watched.has(panel),
    arm: () => arm,
    showMap: (view) => maps.push(view),
    showShadow: (view) => shadows.push(view),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  /** Answers the oldest call, and lets what waits for it run. */
  const step = async () => {
    await settle();
    waiting.shift()?.();
    await settle();
  };
  return {
    insight,
    calls,
    maps,
    shadows,
    givenBack,
    opened,
    problems,
    watched,
    settle,
    step,
    showArm: (label: string) => {
      arm = label;
      insight.audienceChanged();
    },
    async finish() {
      await settle();
      while (waiting.length > 0) await step();
    },
  };
}

describe("RunInsight", () => {
  test("computes nothing while nobody watches", async () => {
    const { insight, calls, settle } = watchedRun();
    insight.closed(closedRound(4), ROLES);
    insight.halted();
    await settle();
    expect(calls).toEqual([]);
  });

  test("shows a map of a measured round, and of no other", async () => {
    const { insight, calls, maps, opened, finish } = watchedRun("map");
    insight.closed(closedRound(3), ROLES);
    insight.opened();
    insight.closed(closedRound(4), ROLES);
    await finish();
    expect(calls).toEqual(["open 4/0", "plane"]);
    expect(opened[0]).toMatchObject({ honest: [0, 1], expectedByzantine: 1 });
    expect(maps).toHaveLength(1);
    expect(maps[0]).toMatchObject({ run: "run", round: 4, arm: "mean", medianDistance: 1, shown: 1 });
    expect(maps[0].updates.map(({ worker }) => worker)).toEqual(INVITED);
    expect(maps[0].byzantine).toEqual(["mallory"]);
    expect(maps[0].aggregates.map(({ arm }) => arm)).toEqual(["mean"]);
  });

  test("keeps the axes from map to map", async () => {
    const { insight, maps, finish } = watchedRun("map");
    for (const round of [4, 9, 14]) {
      insight.closed(closedRound(round), ROLES);
      await finish();
    }
    const xs = maps.map(({ updates, honestMean }) => [...updates, honestMean].map((point) => point?.x));
    expect(xs[1]).toEqual(xs[0]);
    expect(xs[2]).toEqual(xs[0]);
  });

  test("runs every rule, one at a time, and sends the first result, then the last", async () => {
    const { insight, calls, shadows, step, finish } = watchedRun("shadow");
    insight.closed(closedRound(4), ROLES);
    await step();
    expect(calls).toEqual(["open 4/0", NAMES[0]]);
    await step();
    expect(calls).toEqual(["open 4/0", NAMES[0], NAMES[1]]);
    expect(shadows).toHaveLength(1);
    await finish();
    expect(calls).toEqual(["open 4/0", ...NAMES]);
    expect(shadows).toHaveLength(2); // the clock stands still
    expect(shadows[0]).toMatchObject({ pending: NAMES.length - 1, honestNorm: 2, liars: 1, honest: 2 });
    expect(shadows[1].rows.map(({ rule }) => rule)).toEqual(NAMES);
    expect(shadows[1].pending).toBe(0);
  });

  test("drops the rules of a round when the next measured round closes, and not before", async () => {
    const { insight, calls, shadows, step, finish } = watchedRun("shadow");
    insight.closed(closedRound(4), ROLES);
    await step();
    insight.opened();
    insight.closed(closedRound(5), ROLES);
    await step();
    expect(calls.at(-1)).toBe(NAMES[1]);
    insight.closed(closedRound(9), ROLES);
    await finish();
    expect(calls).toEqual(["open 4/0", NAMES[0], NAMES[1], "open 9/0", ...NAMES]);
    expect(shadows.map(({ round, rows }) => [round, rows.length])).toEqual([
      [4, 1],
      [9, 1],
      [9, NAMES.length],
    ]);
  });

  test("gives the rows back when the next round is open and they are copied", async () => {
    const { insight, givenBack, step, settle } = watchedRun("map");
    insight.closed(closedRound(4), ROLES);
    insight.opened();
    await settle();
    expect(givenBack).toEqual([]);
    await step();
    expect(givenBack).toEqual([3]);
  });

  test("computes what is watched when the run is paused, and when somebody starts to watch then", async () => {
    const { insight, calls, watched, finish, showArm } = watchedRun("map");
    insight.closed(closedRound(6), ROLES);
    await finish();
    expect(calls).toEqual([]);
    insight.halted();
    await finish();
    expect(calls).toEqual(["open 6/0", "plane"]);
    watched.add("shadow");
    insight.audienceChanged();
    await finish();
    expect(calls.slice(2)).toEqual(NAMES); // the copy is still there
    watched.delete("shadow");
    showArm("krum");
    await finish();
    expect(calls.slice(2 + NAMES.length)).toEqual(["open 6/1", "plane"]);
  });

  test("computes nothing of rows that the next round overwrites", async () => {
    const { insight, calls, watched, settle } = watchedRun();
    insight.closed(closedRound(4), ROLES);
    insight.opened();
    watched.add("map");
    insight.audienceChanged();
    insight.halted();
    await settle();
    expect(calls).toEqual([]);
  });

  test("computes once for a watcher that comes and goes while the run is paused, and frees the copy when a round opens", async () => {
    const { insight, calls, maps, watched, finish } = watchedRun("map");
    insight.closed(closedRound(5), ROLES);
    insight.halted();
    await finish();
    for (let i = 0; i < 20; i++) {
      watched.clear();
      insight.audienceChanged();
      watched.add("map");
      insight.audienceChanged();
    }
    await finish();
    expect(calls).toEqual(["open 5/0", "plane"]);
    expect(maps).toHaveLength(1);
    watched.clear();
    insight.audienceChanged();
    insight.opened();
    expect(calls).toEqual(["open 5/0", "plane", "close"]);
  });

  test("stops and frees the copy when the last watcher leaves", async () => {
    const { insight, calls, shadows, watched, step, finish } = watchedRun("shadow");
    insight.closed(closedRound(4), ROLES);
    await step();
    watched.clear();
    insight.audienceChanged();
    await finish();
    expect(calls).toEqual(["open 4/0", NAMES[0], "close"]);
    expect(shadows).toEqual([]);
  });

  test("shows nothing after stop", async () => {
    const { insight, maps, problems, finish } = watchedRun("map");
    insight.closed(closedRound(4), ROLES);
    insight.stop();
    await finish();
    expect([maps, problems]).toEqual([[], []]);
  });
});
