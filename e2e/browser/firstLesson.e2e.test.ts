/** The first lesson as a new teacher meets it, and what a secret run shows before the reveal. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { joinCrowd } from "../src/coordinator/crowd";
import { openClassroomForTest } from "../src/pages/classroom";
import { countClicks } from "../src/pages/fit";
import { takePicture } from "../src/pages/looks";

describe("the first lesson", () => {
  test("takes at most five clicks until the mean has fallen, the median holds, and tiles tell who was caught", async () => {
    const { visitors, dashboard, instructor, ready } = await openClassroomForTest({
      model: "softmax",
      algorithm: { momentum: 0.8 },
      batchSize: 64,
      learningRate: 0.5,
      rounds: 1000,
      evaluateEvery: 2,
      roundDeadlineMs: 60_000,
    });
    const { page } = dashboard;
    const shown = async (arm: string) =>
      Number.parseFloat((await dashboard.accuracy(arm).textContent()) ?? "");
    const clicks = await countClicks(page);

    const link = page.getByRole("link", { name: "+ swarm" });
    await link.evaluate((anchor) => {
      (anchor as HTMLAnchorElement).href += "&backend=wasm"; // no test needs eight learners on an emulated GPU
    });
    const [swarm] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
    expect(swarm.url()).toContain("n=8");
    await ready(8);
    await page.bringToFront();
    await dashboard.start.click();
    await expect.poll(() => shown("mean"), { timeout: 120_000 }).toBeGreaterThan(60);
    const [, victim] = instructor.workers;
    const tile = dashboard.tile(victim.id);
    await tile.mark.click();
    await page.getByTestId("reveal").click();

    await expect.poll(() => shown("mean"), { timeout: 120_000 }).toBeLessThanOrEqual(20);
    expect(await shown("coordinateMedian")).toBeGreaterThan(60);
    await expect.poll(() => verdictsOn(tile.whole)).toEqual(["missed", "caught"]);
    const count = await clicks();
    console.log(`first lesson: ${count} clicks`);
    expect(count).toBeLessThanOrEqual(5);
    await takePicture(page, "first-lesson");
    expect(visitors.complaints()).toEqual([]);
  });
});

describe("a secret run on the instructor's own screen", () => {
  test("shows no roles in texts, names and attributes until the reveal", async () => {
    const { coordinator, visitors, dashboard, instructor, ready } = await openClassroomForTest({
      model: "softmax",
      workers: 5,
      arms: ["mean", "coordinateMedian"],
      attack: "bitFlip",
      secret: true,
      rounds: 1000,
      evaluateEvery: 1,
    });
    await joinCrowd(coordinator, ["Ada", "Ben", "Cleo", "Dev", "Eva"]);
    await ready(5);
    const { page } = dashboard;
    const dev = instructor.workers[3].id;
    await instructor.socket.emitWithAck("worker:flip", {
      worker: dev,
      role: { kind: "malicious", attack: { kind: "bitFlip" } },
    });
    const step = async () => {
      const closed = instructor.rounds.length;
      await instructor.command("step");
      await instructor.until(() => instructor.rounds.length > closed, "the round is closed");
    };
    for (let i = 0; i < 3; i++) await step();
    await expect.poll(() => page.getByTestId("round").getAttribute("data-round")).toBe("3");
    expect(instructor.rounds.at(-1)?.stage?.byzantine).toEqual([dev]);
    await sleep(500); // the map is computed after the round

    const tiles = page.getByTestId("tile");
    for (const panel of ["Events", "Confusion", "Rules"] as const) {
      await dashboard.showPanel(panel);
      expect(await saysOfRoles(page)).toEqual([]);
    }
    for (const metric of ["Loss", "Error", "Time", "Accuracy"]) {
      await page.getByTestId("chart").getByRole("button", { name: metric, exact: true }).click();
      expect(await saysOfRoles(page)).toEqual([]);
    }
    for (const id of instructor.workers.map((worker) => worker.id)) {
      await dashboard.tile(id).main.click();
      expect(await saysOfRoles(page)).toEqual([]);
    }
    expect(await dashboard.flagPixels()).toBe(0);
    expect(await tiles.evaluateAll((all) => all.map((tile) => tile.getAttribute("data-role")))).toEqual(
      Array(5).fill("hidden"),
    );
    await takePicture(page, "secret-hidden");

    await page.getByTestId("reveal").click();
    await expect.poll(() => dashboard.tile(dev).whole.getAttribute("data-role")).toBe("malicious");
    expect(await verdictsOn(dashboard.tile(dev).whole)).toEqual(["missed", "caught"]);
    await dashboard.showPanel("Events");
    await expect.poll(() => dashboard.events.textContent()).toContain("Dev: Bit flip");
    await takePicture(page, "secret-revealed");
    expect(visitors.complaints()).toEqual([]);
  });
});

/** The shapes of the arms' verdicts on a tile, in the order of the arms. */
const verdictsOn = (tile: ReturnType<Page["locator"]>) =>
  tile
    .locator("[data-verdict]")
    .evaluateAll((shapes) => shapes.map((shape) => shape.getAttribute("data-verdict")));

/** Every text and attribute of the page that names a role or a verdict, except the logo and general sentences about rules. */
function saysOfRoles(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    for (const general of copy.querySelectorAll(".brand, .rule-title, .rules-tab > p")) general.remove();
    return copy.outerHTML.match(/.{0,40}(malicious|byzantine|bit flip|attacker|verdict=).{0,40}/gi) ?? [];
  });
}
