import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openClassroomForTest } from "../src/pages/classroom";
import { lookAt } from "../src/pages/looks";
import { workerTab } from "../src/pages/workerTab";

/** A rule that averages the updates nearest to the coordinate median, and an attack that multiplies its own update. */
const TOYS = `
const nearMedian = {
  rule: "nearMedian", name: "Near the median", shortName: "Near median", group: "far",
  formula: "mean of the nearest", sentence: "Averages all updates but those farthest from the median.",
  source: "a test", cost: "O(m·d)", minWorkers: (f) => 2 * f + 1,
  options: { leave: { kind: "integer", min: 0, default: 1, label: "Left out" } },
  build: ({ leave }) => async (updates) => {
    const distances = await updates.distancesTo(await updates.coordinateMedian(), "l2");
    const order = [...distances.keys()].sort((a, b) => distances[a] - distances[b]);
    const kept = new Float64Array(updates.m);
    for (const i of order.slice(0, updates.m - leave)) kept[i] = 1;
    const weights = kept.map((k) => k / (updates.m - leave));
    return { aggregate: await updates.combine(weights), kept, warnings: [] };
  },
};
const shout = {
  kind: "shout", name: "Shout", shortName: "Shout", group: "loud", formula: "−c·u", sentence: "Sends the opposite, and loudly.",
  source: "a test", options: { loudness: { kind: "number", above: 0, default: 30, label: "loudness" } },
  strength: "loudness",
  craft: ({ loudness }, { own }) => own.map((value) => -loudness * value),
};
export default { rules: [nearMedian], attacks: [shout] };
`;

/** Loads in Node and fails in a page. */
const NOT_FOR_PAGES = `
if (typeof process === "undefined") throw new Error("it needs Node");
export default { attacks: [{ kind: "hum", name: "Hum", shortName: "Hum", group: "loud", formula: "u", sentence: "Hums.",
  source: "a test", options: {} }] };
`;

async function pluginFile(source: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "plugin-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "mine.mjs");
  await writeFile(file, source);
  return file;
}

describe("a class with a plugin", () => {
  test("trains with the plugin's rule, and a tab attacks with the plugin's attack", async () => {
    const { coordinator, visitors, dashboard, instructor, ready } = await openClassroomForTest(
      { model: "softmax", workers: 3, arms: ["mean", "nearMedian"], batchSize: 16, rounds: 1000 },
      ["--plugin", await pluginFile(TOYS)],
    );
    const tabs = [];
    for (let i = 0; i < 3; i++) {
      tabs.push(workerTab(await visitors.open(`${coordinator.joinUrl}?backend=wasm`)));
    }
    await ready(3);

    const { page } = dashboard;
    await page.getByRole("button", { name: "Settings" }).click();
    const rule = page.getByRole("group", { name: "Rule 2" }).getByLabel("Rule");
    expect(await rule.locator("option:checked").textContent()).toBe("Near the median");
    expect(await page.getByLabel("Left out").getAttribute("placeholder")).toBe("1");
    await page.keyboard.press("Escape");

    const [mallory] = tabs;
    await mallory.chooseAttack("Shout");
    await mallory.malicious.click();
    const attacker = () => instructor.workers.find(({ role }) => role?.kind === "malicious");
    await instructor.until(() => attacker() !== undefined, "one worker is malicious");
    const { id, role } = attacker()!;
    expect(role).toEqual({ kind: "malicious", attack: { kind: "shout", loudness: 30 } });
    await dashboard.start.click();
    await instructor.until(() => instructor.rounds.length >= 6, "six rounds closed");

    for (const { stage, arms } of instructor.rounds.slice(0, 6)) {
      expect(stage?.byzantine).toEqual([id]);
      expect(arms.map(({ outcome, counted }) => [outcome, counted])).toEqual(Array(2).fill(["stepped", 3]));
      const kept = arms[1].rows.map(({ worker, kept }) => [worker === id, kept]);
      expect(kept.toSorted()).toEqual([
        [false, 1],
        [false, 1],
        [true, 0],
      ]);
    }
    await expect.poll(() => mallory.page.getByText("Near the median threw your update out").count()).toBe(1);
    await expect.poll(() => page.getByRole("row", { name: /Near the median/ }).count()).toBe(1);
    expect(visitors.complaints()).toEqual([]);
  });

  test("says so in every page when the plugin does not load there", async () => {
    const { coordinator, visitors, dashboard } = await openClassroomForTest({ model: "softmax" }, [
      "--plugin",
      await pluginFile(NOT_FOR_PAGES),
    ]);
    const { url, joinUrl, room } = coordinator;
    const pages = [
      dashboard.page,
      await visitors.open(joinUrl),
      await visitors.open(`${url}/swarm/${room}?n=2`),
    ];
    for (const page of pages) {
      const alert = page.getByRole("alert");
      await alert.waitFor();
      expect(await alert.textContent()).toContain("A plugin did not load");
      expect(await alert.textContent()).toContain("it needs Node");
    }
    expect(await lookAt(pages[1], "plugin-failed")).toEqual([]);
  });
});
