/** The projector page at 1920 × 1080, with headless workers: the size of its texts, its height, and that it shows no names and no roles. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { joinForeignWorker } from "../src/coordinator/foreignWorker";
import { openClassroomForTest } from "../src/pages/classroom";
import { outside, scrollFaults, smallTexts } from "../src/pages/fit";

const NAMES = ["Zenobia", "Quirin", "Xanthippe", "Wolfgang", "Yolanda", "Vercingetorix"];

test("the projector shows a secret run to the last row, without names, roles and scrolling", async () => {
  const room = await openClassroomForTest({
    model: "softmax",
    workers: NAMES.length,
    arms: ["mean", "krum"],
    attack: "bitFlip",
    secret: true,
    rounds: 12,
    evaluateEvery: 2,
  });
  const { url, room: code } = room.coordinator;
  const page = await room.visitors.open(`${url}/projector/${code}`);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.getByText("Join this class").waitFor();
  expect(await outside(page.getByText("Join this class"))).toEqual([]);
  expect(await faultsOf(page)).toEqual([]);

  const workers = await Promise.all(
    NAMES.map((name) => joinForeignWorker({ url, room: code, join: { name } })),
  );
  await room.ready(NAMES.length);
  await room.dashboard.start.click();
  await room.instructor.until(() => room.instructor.rounds.length >= 3, "three rounds closed");
  const [first] = room.instructor.workers;
  await room.dashboard.tile(first.id).mark.click();
  await page.locator('[data-testid="run-state"][data-phase="finished"]').waitFor();
  expect(await page.getByTestId("worker-count").textContent()).toBe(String(NAMES.length));
  expect(await page.getByTestId("chart").isVisible()).toBe(true);
  await page.locator(".map-plot").waitFor();
  expect(await page.locator(".map-dot").count()).toBe(NAMES.length);
  const square = await page.locator(".map-square").boundingBox(); // its labels are placed by shares of its sides
  expect(square?.width).toBeCloseTo(square?.height ?? 0, 1);
  expect(await page.getByTestId("guard-bar").textContent()).toContain("roles hidden");
  expect(await faultsOf(page)).toEqual([]);
  const shown = await page.evaluate(() => document.documentElement.outerHTML);
  for (const word of [...NAMES, "Bit flip", 'data-role="malicious"', "of 6 malicious"])
    expect(shown).not.toContain(word);
  expect(await page.getByRole("button").count()).toBe(0);

  await room.dashboard.page.getByTestId("reveal").click();
  await page.getByText("1 of 6 malicious").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  for (const name of NAMES) expect(await page.locator("body").innerText()).not.toContain(name);
  expect(room.visitors.complaints()).toEqual([]);
  for (const worker of workers) worker.close();
}, 60_000);

const faultsOf = async (page: Page) => [...(await scrollFaults(page)), ...(await smallTexts(page, 22))];
