/** The lessons in a real browser: what two clicks reach. */
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { type CoordinatorProcess, launchCoordinator } from "../src/coordinator/launch";
import { countClicks } from "../src/pages/fit";
import { visitorsForTest } from "../src/pages/forTest";
import { lookAt } from "../src/pages/looks";

let coordinator: CoordinatorProcess;
beforeAll(async () => {
  coordinator = await launchCoordinator({ config: {}, args: ["--host", "127.0.0.1"] });
  return coordinator.stop;
});

async function open(address: string) {
  const visitors = await visitorsForTest();
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
