/** A class of forty and of sixty: everything is on one screen, and no name can widen a page. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joinCrowd } from "../src/coordinator/crowd";
import { type Classroom, openClassroom } from "../src/pages/classroom";
import { countClicks, fillLessonStrip, outside, scrollFaults, smallTexts } from "../src/pages/fit";
import { takePicture } from "../src/pages/looks";
import { PHONE, WIDE } from "../src/pages/visitors";
import { workerTab } from "../src/pages/workerTab";

const PROJECTOR = { width: 1920, height: 1080 };
const FLIPS = 10;

/** The longest names that the coordinator lets through: wide letters, joined emoji, right to left, marks, Chinese, and the widest letters of Unicode. */
const LONG_NAMES = [
  "W".repeat(20),
  "👨‍👩‍👧‍👦".repeat(10),
  "محمدعبدالرحمنالطويل",
  "Z̸̢̧a̵̡̛l̷̨̛g̴̢̛o̶̧̕Z̸̢̧a̵̡̛l̷̨̛g̴̢̛o̶̧̕",
  "漢字".repeat(10),
  "﷽".repeat(20),
  "𒐫".repeat(20),
];

/** It names its processor as long as it may. */
const LONG_BACKEND = "W".repeat(24);

let room: Classroom;
const people = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `Person ${from + i + 1}`);

beforeAll(async () => {
  room = await openClassroom({
    model: "softmax",
    workers: 40,
    arms: ["mean", "coordinateMedian", "krum"],
    f: FLIPS,
    rounds: 1_000,
    evaluateEvery: 1,
    showNames: true,
  });
  await joinCrowd(room.coordinator, LONG_NAMES, LONG_BACKEND);
  await joinCrowd(room.coordinator, people(LONG_NAMES.length, 40));
  await room.ready(40);
  await room.step(3);
});
afterAll(() => room?.close());

const tiles = (page: Page) => page.getByTestId("tile");
const PANELS = ["chart", "map", "shadow-table", "selected-worker", "guard-bar"] as const;

/** The faults of a dashboard at 1280 × 800 with a lesson's sentence. */
async function faultsOf(page: Page, ids: readonly string[] = PANELS): Promise<string[]> {
  const panels = await Promise.all(ids.map((id) => outside(page.getByTestId(id))));
  return [...(await scrollFaults(page)), ...panels.flat()];
}

/** By how many pixels the list of events, which has the workers' names, is wider than its panel. */
function widthOfEvents(page: Page): Promise<number> {
  return page.locator(".events").evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
}

describe("the dashboard of forty workers at 1280 × 800", () => {
  test("shows all tiles, the chart and every panel without scrolling, with a lesson's sentence too", async () => {
    const { page } = room.dashboard;
    await page.getByTestId("shadow-table").waitFor();
    for (const withLesson of [false, true]) {
      if (withLesson) await fillLessonStrip(page);
      await expect.poll(() => faultsOf(page)).toEqual([]);
      expect(await tiles(page).count()).toBe(40);
      expect(await outside(tiles(page))).toEqual([]);
    }
    await takePicture(page, "crowd-40");
  });

  test("lets no name cover a neighbour's switch, and selects the worker with the longest backend", async () => {
    const { page } = room.dashboard;
    const covered = await page.locator("[data-testid=tile] .tile-mark").evaluateAll((marks) =>
      marks.flatMap((mark) => {
        const { left, top, width, height } = mark.getBoundingClientRect();
        const hit = document.elementFromPoint(left + width / 2, top + height / 2);
        return mark.contains(hit) ? [] : [`${mark.getAttribute("aria-label")}: ${hit?.outerHTML}`];
      }),
    );
    expect(covered).toEqual([]);
    const [first] = room.instructor.workers;
    expect(first.backend).toBe(LONG_BACKEND);
    await room.dashboard.tile(first.id).main.click();
    await expect.poll(() => page.getByTestId("selected-worker").textContent()).toContain(LONG_BACKEND);
    await expect.poll(() => faultsOf(page)).toEqual([]);
    await page.getByRole("tab", { name: "Events", exact: true }).click();
    expect(await widthOfEvents(page)).toBeLessThanOrEqual(0);
    await expect.poll(() => faultsOf(page, ["chart", "map", "selected-worker", "guard-bar"])).toEqual([]);
    await page.getByRole("tab", { name: "Rules", exact: true }).last().click();
  });

  test("makes ten workers malicious in at most three clicks, and the guard bar counts them", async () => {
    const { page } = room.dashboard;
    const clicks = await countClicks(page);
    await page.getByRole("button", { name: "Flip k workers" }).click();
    await page.getByRole("button", { name: `Flip ${FLIPS} workers` }).click();
    expect(await clicks()).toBeLessThanOrEqual(3);
    await expect
      .poll(() => page.getByTestId("guard-bar").textContent())
      .toContain(`${FLIPS} of 40 malicious`);
    await expect.poll(() => page.locator('[data-testid=tile][data-role="malicious"]').count()).toBe(FLIPS);
    await room.step(3);
    expect(room.instructor.rounds.at(-1)?.stage?.byzantine).toHaveLength(FLIPS);
    await expect.poll(() => faultsOf(page)).toEqual([]);
    await takePicture(page, "crowd-40-attacked");
  });
});

test("the projector shows forty workers at 1920 × 1080 in type of at least 22 px, without scrolling", async () => {
  const { coordinator, visitors } = room;
  const page = await visitors.open(`${coordinator.url}/projector/${coordinator.room}`, PROJECTOR);
  await page.getByTestId("chart").waitFor();
  await page.locator(".map-plot").waitFor();
  for (const withLesson of [false, true]) {
    if (withLesson) await fillLessonStrip(page);
    expect(await scrollFaults(page)).toEqual([]);
    expect(await smallTexts(page, 22)).toEqual([]);
    for (const id of ["chart", "map", "guard-bar"]) expect(await outside(page.getByTestId(id))).toEqual([]);
  }
  await takePicture(page, "projector-40");
  await page.close();
});

test("the tiles of sixty workers scroll in their panel, and the page does not", async () => {
  const { page } = room.dashboard;
  await joinCrowd(room.coordinator, people(40, 60));
  await room.ready(60);
  await expect.poll(() => tiles(page).count()).toBe(60);
  await room.step(2);
  await expect.poll(() => faultsOf(page)).toEqual([]);
  const scrolls = await page
    .getByRole("list", { name: "Workers" })
    .evaluate((list) => list.scrollHeight > list.clientHeight);
  expect(scrolls).toBe(true);
  await tiles(page).last().scrollIntoViewIfNeeded();
  expect(await outside(tiles(page).last())).toEqual([]);
});

test("the longest names widen no page of a phone: dashboard, worker, projector", async () => {
  const { coordinator, visitors, dashboard } = room;
  const { page } = dashboard;
  const [first] = room.instructor.workers;
  await dashboard.tile(first.id).main.click();
  await page.setViewportSize(PHONE);
  for (const panel of ["Rules", "Map", "Workers"]) {
    await page.getByRole("tab", { name: panel, exact: true }).click();
    expect(await scrollFaults(page, ["width"])).toEqual([]);
  }
  await page.getByRole("tab", { name: "Rules", exact: true }).first().click();
  await page.getByRole("tab", { name: "Events", exact: true }).click();
  expect(await widthOfEvents(page)).toBeLessThanOrEqual(0);
  expect(await scrollFaults(page, ["width"])).toEqual([]);
  await page.setViewportSize(WIDE);

  const tab = workerTab(await visitors.open(`${coordinator.joinUrl}?backend=wasm`, PHONE));
  await room.ready(61);
  for (const name of LONG_NAMES) {
    const before = await tab.name.textContent();
    await tab.rename(name);
    await expect.poll(() => tab.name.textContent()).not.toBe(before);
    expect(await scrollFaults(tab.page, ["width"])).toEqual([]);
  }
  await tab.page.close();

  const projector = await visitors.open(`${coordinator.url}/projector/${coordinator.room}`, PHONE);
  await projector.getByTestId("chart").waitFor();
  expect(await scrollFaults(projector, ["width"])).toEqual([]);
  await projector.close();
  expect(room.visitors.complaints()).toEqual([]);
});
