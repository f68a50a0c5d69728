import { AttackConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { InsightPanels } from "./insightPanels";
import { openClass } from "./openClass.cases";

const CONFIG = { seed: 7, rounds: 6, evaluateEvery: 3, arms: ["mean", "centeredClip"] };
/** More when somebody has added one. */
const LEAST_RULES = 22;

/** Runs a class of four, one of them malicious, with or without a watcher of the panels. */
async function classRun(watches: boolean, secret = false, attack: unknown = "bitFlip") {
  const opened = await openClass({ ...CONFIG, secret });
  const { room, join, phase } = opened;
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) ids.push(await join());
  room.members.roles.flip(ids[3], { kind: "malicious", attack: AttackConfig.parse(attack) }, "instructor");
  if (watches) expect(room.insight.watch({}, { panels: ["map", "shadow"] }, true)).toEqual({ ok: true });
  await room.run.command("start");
  await phase("finished");
  return { ...opened, ids };
}

const shadowsOf = (panels: Awaited<ReturnType<typeof classRun>>["panels"]) =>
  panels.flatMap(({ instructor }) => (instructor && "rows" in instructor ? [instructor] : []));

describe("the insight panels of a class", () => {
  test("do not change the record", async () => {
    const plain = await classRun(false);
    const watched = await classRun(true);
    await expect.poll(() => shadowsOf(watched.panels).at(-1)?.pending).toBe(0);
    expect(plain.panels).toEqual([]);
    expect(JSON.stringify(watched.room.record(true))).toBe(JSON.stringify(plain.room.record(true)));
    expect(watched.problems).toEqual([]);
  });

  test("show the run's own rules at the distances in the record", async () => {
    const { room, panels } = await classRun(true);
    await expect.poll(() => shadowsOf(panels).at(-1)?.pending).toBe(0);
    const last = shadowsOf(panels).at(-1);
    expect(last).toMatchObject({ round: 5, arm: "mean", liars: 1, honest: 3 });
    const rules = new Set(last?.rows.map(({ rule }) => rule));
    expect(rules.size).toBeGreaterThanOrEqual(LEAST_RULES);
    expect(last?.rows).toHaveLength(rules.size);
    const mean = last?.rows.find(({ rule }) => rule === "mean");
    const { stage } = room.record(true).rounds[5];
    expect(mean).toMatchObject({ liarsKept: 1, honestKept: 3 });
    // the mean has no state, so the panel's result is that of the run's own arm
    expect(mean).toMatchObject({ distance: expect.closeTo(stage?.aggregationError[0] as number, 5) });
    const map = panels.flatMap(({ instructor }) =>
      instructor && "updates" in instructor ? [instructor] : [],
    );
    expect(map.at(-1)).toMatchObject({ round: 5, arm: "mean" });
    expect(map.at(-1)?.aggregates.map(({ arm }) => arm)).toEqual(["mean", "centeredClip"]);
  });

  test("are computed at once when somebody starts to watch a finished run, and are there for the next", async () => {
    const { room, panels } = await classRun(false);
    const [first, second] = [{}, {}];
    room.insight.watch(first, { panels: ["map"] }, false);
    await expect.poll(() => panels.length).toBe(1);
    room.insight.watch(second, { panels: ["map"] }, false);
    expect(room.insight.viewsFor(second).map).toMatchObject({ run: "run-1", round: 5 });
    expect(room.insight.viewsFor({})).toEqual({});
    expect(room.insight.watch(first, { panels: ["map"], arm: "centeredClip" }, true)).toEqual({ ok: true });
    await expect.poll(() => panels.at(-1)?.instructor?.arm).toBe("centeredClip");
  });

  test("are not computed for watchers that have left", async () => {
    const { room, panels } = await classRun(false);
    const watcher = {};
    room.insight.watch(watcher, { panels: ["shadow"] }, true);
    room.insight.leave(watcher);
    expect(room.insight.watches("shadow")).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(shadowsOf(panels).filter(({ pending }) => pending === 0)).toEqual([]);
  });

  test("show no truth of a secret run before the reveal", async () => {
    const { room, panels } = await classRun(true, true);
    await expect.poll(() => shadowsOf(panels).at(-1)?.pending).toBe(0);
    const watcher = {};
    expect(room.insight.watch(watcher, { panels: ["map", "shadow"] }, false)).toMatchObject({
      code: "not-allowed",
      detail: expect.stringMatching(/until the reveal/),
    });
    room.insight.watch(watcher, { panels: ["map"] }, false);
    expect(panels.every(({ watcher }) => watcher === undefined || !("rows" in watcher))).toBe(true);
    expect(panels.some(({ instructor }) => instructor && "honestMean" in instructor)).toBe(true);
    expect(panels.some(({ watcher }) => watcher && "honestMean" in watcher)).toBe(false);
    const { map } = room.insight.viewsFor(watcher);
    expect(map).not.toHaveProperty("honestMean");
    // from left to right, without the workers' ids
    expect(map?.updates.map(({ worker }) => worker)).toEqual(["1", "2", "3", "4"]);
    expect(map?.updates.map(({ x }) => x)).toEqual(map?.updates.map(({ x }) => x).sort((a, b) => a - b));
    await room.setClass({ revealed: true });
    expect(room.insight.viewsFor(watcher).map).toHaveProperty("honestMean");
    expect(room.insight.watch(watcher, { panels: ["shadow"] }, false)).toEqual({ ok: true });
    expect(room.insight.viewsFor(watcher).shadow).toMatchObject({ pending: 0 });
  });

  test("show others no map of a secret run's round in which an update was refused", async () => {
    const { room, panels } = await classRun(true, true, { kind: "nonFinite", value: "NaN" });
    await expect
      .poll(() => panels.some(({ instructor }) => instructor && "updates" in instructor))
      .toBe(true);
    expect(panels.some(({ watcher }) => watcher && "updates" in watcher)).toBe(false);
    const watcher = {};
    room.insight.watch(watcher, { panels: ["map"] }, false);
    expect(room.insight.viewsFor(watcher).map).toBeUndefined();
    await room.setClass({ revealed: true });
    expect(room.insight.viewsFor(watcher).map?.updates).toHaveLength(3);
  });

  test("let only the instructor choose the arm, and only one that is there", async () => {
    const { room } = await classRun(false);
    const wanted = { panels: ["map" as const], arm: "centeredClip" };
    expect(room.insight.watch({}, wanted, false)).toMatchObject({ code: "not-allowed" });
    expect(room.insight.watch({}, { panels: [], arm: "krum" }, true)).toMatchObject({
      code: "wrong-arm",
      detail: 'no rule is labelled "krum"; there are mean, centeredClip',
    });
  });

  test("are not computed for watchers that may see roles no longer", () => {
    let isPublic = true;
    const panels = new InsightPanels({
      outbox: { toDashboards() {} },
      showsTruth: (instructor) => instructor || isPublic,
      run: () => "run",
      arms: () => ["mean"],
      isWhole: () => true,
      changed() {},
    });
    panels.watch({}, { panels: ["map", "shadow"] }, false);
    expect([panels.watches("map"), panels.watches("shadow")]).toEqual([true, true]);
    isPublic = false;
    expect([panels.watches("map"), panels.watches("shadow")]).toEqual([true, false]);
  });
});
