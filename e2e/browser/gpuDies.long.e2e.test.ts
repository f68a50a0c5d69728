import type { Browser } from "playwright-core";
import { describe, expect, test } from "vitest";
import { openClassroomForTest } from "../src/pages/classroom";
import { workerTab } from "../src/pages/workerTab";

async function crashGpu(browser: Browser | null): Promise<void> {
  const session = await browser?.newBrowserCDPSession();
  await session?.send("Browser.crashGpuProcess").catch(() => {}); // its answer may be lost with the process
}

describe("a GPU process that crashes", () => {
  test.each([
    ["webgpu", "WebGPU"],
    ["webgl", "WebGL"],
  ])(
    "%s: the same workers come back, their tiles say why, and rounds go on without a reload",
    async (backend, title) => {
      const { coordinator, visitors, dashboard, instructor, ready } = await openClassroomForTest({
        dataset: "glyphs",
        model: "softmax",
        workers: 2,
        rounds: 1_000_000,
        batchSize: 8,
        evaluateEvery: 50,
        roundDeadlineMs: 60_000,
      });
      const tabs = [];
      for (let i = 0; i < 2; i++) {
        tabs.push(workerTab(await visitors.open(`${coordinator.joinUrl}?backend=${backend}`)));
      }
      await ready(2);
      expect(instructor.workers.map((worker) => worker.backend)).toEqual([backend, backend]);
      await dashboard.start.click();
      await instructor.until(() => instructor.rounds.length >= 10, "10 rounds closed");
      for (const { page } of tabs)
        await page.evaluate(() => document.body.setAttribute("data-not-reloaded", ""));
      const before = instructor.workers.map(({ id, name, index }) => ({ id, name, index }));

      await crashGpu(tabs[0].page.context().browser());
      await instructor.until(
        () =>
          instructor.workers.every(({ presence, backendDeaths }) => presence === "ready" && backendDeaths),
        "both workers are ready on a new backend",
        120_000,
      );
      const back = instructor.rounds.length;
      await instructor.until(() => instructor.rounds.length >= back + 10, "10 more rounds closed", 120_000);
      const after = instructor.rounds.slice(back + 1);
      expect(after.map(({ arms: [mean] }) => mean.counted)).toEqual(after.map(() => 2));
      expect(instructor.workers.map(({ id, name, index }) => ({ id, name, index }))).toEqual(before);
      for (const { backend: now, backendNote } of instructor.workers) {
        expect(now).toBe(backend);
        expect(backendNote).toContain(`${title} was started again: it stopped once in this tab (`);
      }
      expect(await dashboard.page.getByTestId("tile-fallen").count()).toBe(2);
      for (const { page } of tabs) expect(await page.locator("body[data-not-reloaded]").count()).toBe(1);
      console.log(`${backend}: ${instructor.workers[0].backendNote}`);
    },
  );
});
