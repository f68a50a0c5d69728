/** The lessons in a real browser: what two clicks reach, and lesson 1 in the playground from its link to the reveal. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, inject, onTestFinished, test } from "vitest";
import { launchChromium } from "../src/chromium/launch";
import { type CoordinatorProcess, launchCoordinator } from "../src/coordinator/launch";
import { dashboardPage } from "../src/pages/dashboard";
import { countClicks, scrollFaults } from "../src/pages/fit";
import { lookAt } from "../src/pages/looks";
import { inviteVisitors } from "../src/pages/visitors";

let coordinator: CoordinatorProcess;
beforeAll(async () => {
  coordinator = await launchCoordinator({ config: {}, args: ["--host", "127.0.0.1"] });
  return coordinator.stop;
});

async function open(address: string) {
  const browser = await launchChromium(inject("chromium"));
  onTestFinished(() => browser.close());
  const visitors = await inviteVisitors(browser);
  onTestFinished(visitors.close);
  return { page: await visitors.open(address), visitors };
}

const sheet = (page: Page, name: string) => page.getByRole("dialog", { name });

/** Each from the dashboard, with nothing open. */
async function reachWithTwoClicks(page: Page) {
  const clicks = await countClicks(page);
  await page.getByRole("button", { name: "Lessons", exact: true }).click();
  const lessons = sheet(page, "Lessons");
  await lessons.getByRole("heading", { name: "1 · One bad apple" }).waitFor();
  expect(await clicks()).toBe(1);
  await lessons.locator("summary", { hasText: "Notes" }).first().click();
  await lessons.getByText("Write the five numbers on the board").waitFor();
  expect(await clicks()).toBe(2);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("button", { name: "When something goes wrong" }).click();
  const help = sheet(page, "When something goes wrong");
  await help.getByRole("heading", { name: "A phone dropped out" }).waitFor();
  expect(await help.getByText("comes back as the same worker").first().isVisible()).toBe(true);
  expect(await clicks()).toBe(4);
}

describe("two clicks reach the lessons, the notes and the help", () => {
  test("from a teacher's dashboard", async () => {
    const { page, visitors } = await open(coordinator.dashboardUrl);
    await page.getByRole("heading", { name: "Join this class" }).waitFor();
    await reachWithTwoClicks(page);
    expect(await lookAt(page, "help")).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Choose a lesson" }).click();
    await sheet(page, "Lessons").getByRole("button", { name: "Open" }).first().waitFor();
    expect(await lookAt(page, "lessons")).toEqual([]);
    expect(visitors.complaints()).toEqual([]);
  });

  test("from the playground", async () => {
    const { page, visitors } = await open(`${coordinator.url}/playground?backend=wasm&workers=2`);
    await page.locator(".lobby").waitFor({ timeout: 60_000 });
    await reachWithTwoClicks(page);
    expect(visitors.complaints()).toEqual([]);
  });
});

test("lesson 1 in the playground goes from its link to the reveal, each step when it is time for it", async () => {
  const { page, visitors } = await open(`${coordinator.url}/playground?lesson=one-bad-apple&backend=wasm`);
  const { accuracy } = dashboardPage(page);
  const shown = async (arm: string) => Number.parseFloat((await accuracy(arm).textContent()) ?? "");
  const [act, next] = [page.getByTestId("lesson-do"), page.getByTestId("lesson-next")];
  const isOffered = (button: typeof next) =>
    button.evaluate((element) => element.classList.contains("primary"));
  const clicks = await countClicks(page);
  page.setDefaultTimeout(90_000); // eight workers train on the machine that draws the page

  await expect.poll(() => act.isEnabled(), { timeout: 60_000 }).toBe(true);
  expect([await isOffered(act), await isOffered(next)]).toEqual([true, false]);
  await act.click();
  await expect.poll(() => isOffered(next), { timeout: 60_000 }).toBe(true);
  expect(await shown("mean")).toBeGreaterThan(50);
  await next.click();
  await next.click();
  expect(await act.textContent()).toBe("Flip one worker");
  expect(new URL(page.url()).searchParams.get("step")).toBe("3");
  await act.click();
  await expect.poll(() => shown("mean"), { timeout: 60_000 }).toBeLessThanOrEqual(20);
  expect(await shown("coordinateMedian")).toBeGreaterThan(50);
  expect(await clicks()).toBeLessThanOrEqual(5);
  await expect.poll(() => isOffered(next)).toBe(true);
  expect(await page.locator('[data-testid=tile][data-role="malicious"]').count()).toBe(1);
  expect(await scrollFaults(page)).toEqual([]);
  expect(await lookAt(page, "lesson-1")).toEqual([]);

  await page.getByTestId("reveal").click();
  await expect
    .poll(() =>
      page
        .locator('[data-testid=tile][data-role="malicious"] [data-verdict]')
        .evaluateAll((shapes) => shapes.map((shape) => shape.getAttribute("data-verdict"))),
    )
    .toEqual(["missed", "caught"]);
  expect(visitors.complaints()).toEqual([]);
});
