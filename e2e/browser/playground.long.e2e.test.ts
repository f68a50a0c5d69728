/** The playground: room, workers and dashboard in one page. */
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { dashboardPage } from "../src/pages/dashboard";
import { countClicks } from "../src/pages/fit";
import { coordinatorForTest, visitorsForTest } from "../src/pages/forTest";
import { takePicture } from "../src/pages/looks";

/** `query`: the settings. No test needs a learner for each worker on an emulated GPU. */
async function openPlayground(query = "") {
  const coordinator = await coordinatorForTest();
  const visitors = await visitorsForTest();
  const page = await visitors.open(`${coordinator.url}/playground?backend=wasm${query}`);
  const connections: string[] = [];
  page.on("websocket", (socket) => connections.push(socket.url()));
  page.on("request", (request) => {
    if (request.url().includes("/socket.io/")) connections.push(request.url());
  });
  return { page, visitors, connections, dashboard: dashboardPage(page) };
}

const start = (page: Page) => page.locator(".lobby").getByRole("button", { name: "Start", exact: true });
const round = async (page: Page) => Number(await page.getByTestId("round").getAttribute("data-round"));

describe("the playground", () => {
  test("takes two clicks until the mean has fallen and the median holds, without a coordinator's room", async () => {
    const { page, visitors, connections, dashboard } = await openPlayground();
    const shown = async (arm: string) =>
      Number.parseFloat((await dashboard.accuracy(arm).textContent()) ?? "");
    const clicks = await countClicks(page);
    await start(page).click({ timeout: 60_000 });
    await expect.poll(() => shown("mean"), { timeout: 60_000 }).toBeGreaterThan(60);
    const first = page.getByTestId("tile").first();
    await first.getByRole("button").last().click();
    await expect.poll(() => shown("mean"), { timeout: 60_000 }).toBeLessThanOrEqual(20);
    expect(await shown("coordinateMedian")).toBeGreaterThan(60);
    expect(await clicks()).toBe(2);
    await takePicture(page, "playground");
    expect(connections).toEqual([]);
    expect(visitors.complaints()).toEqual([]);
  });

  test("runs the settings in its address, and writes changed ones there", async () => {
    const { page, visitors, dashboard } = await openPlayground(
      "&model=softmax&workers=4&rounds=6&attack=bitFlip&turns=2:1,4:0&evaluateEvery=1",
    );
    await start(page).click({ timeout: 60_000 });
    await expect.poll(() => round(page), { timeout: 60_000 }).toBe(6);
    await dashboard.showPanel("Events");
    await expect.poll(() => dashboard.events.textContent()).toMatch(/Bit flip.*honest|honest.*Bit flip/s);
    expect(new URL(page.url()).searchParams.get("turns")).toBe("2:1,4:0");
    expect(new URL(page.url()).searchParams.get("backend")).toBe("wasm");
    expect(visitors.complaints()).toEqual([]);
  });
});
