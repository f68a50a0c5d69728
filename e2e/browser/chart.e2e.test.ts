import { readFile } from "node:fs/promises";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joinForeignWorker } from "../src/coordinator/foreignWorker";
import { type Classroom, openClassroom } from "../src/pages/classroom";

const ROUNDS = 32;
const EVERY = 5;

let room: Classroom;
let chart: Locator;
let over: { x: number; y: number; width: number; height: number };
const chip = () => chart.getByRole("button", { name: "Whole run" });

/** Drags over the curves, from one share of their width to another. */
async function drag(from: number, to: number): Promise<void> {
  const { mouse } = room.dashboard.page;
  const y = over.y + over.height / 2;
  await mouse.move(over.x + from * over.width, y);
  await mouse.down();
  await mouse.move(over.x + to * over.width, y, { steps: 6 });
  await mouse.up();
}

async function save(format: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const { page } = room.dashboard;
  await chart.getByRole("button", { name: "Save the chart" }).click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: format }).click();
  const download = await saved;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

beforeAll(async () => {
  room = await openClassroom({
    model: "softmax",
    workers: 2,
    arms: ["mean", "coordinateMedian"],
    f: 0,
    rounds: 1_000,
    evaluateEvery: EVERY,
  });
  const { coordinator, dashboard, ready } = room;
  for (let i = 0; i < 2; i++) await joinForeignWorker({ url: coordinator.url, room: coordinator.room });
  await ready(2);
  await room.step(ROUNDS);
  await dashboard.page.bringToFront();
  chart = dashboard.page.getByTestId("chart");
  over = (await chart.locator(".u-over").boundingBox())!;
});
afterAll(() => room?.close());

describe("the chart", () => {
  test("shows the values of the nearest measured round at the pointer", async () => {
    const { page } = room.dashboard;
    const box = chart.locator(".hover-box");
    // the axis ends at round 50: this is round 17, and rounds 14 and 19 are measured
    await page.mouse.move(over.x + 0.34 * over.width, over.y + 40);
    await expect.poll(() => box.textContent()).toContain("Round 19");
    const { accuracy } = room.instructor.rounds[19].arms[0].evaluation!;
    expect(await box.textContent()).toContain(`Mean${(100 * accuracy).toFixed(1)} %`);
    await page.mouse.move(over.x - 20, over.y - 60);
    await expect.poll(() => box.count()).toBe(0);
  });

  test("a drag zooms, and the zoom stays while rounds close, until Escape, the chip or a double click", async () => {
    const { page } = room.dashboard;
    await drag(0.2, 0.5);
    await expect.poll(() => chip().textContent()).toMatch(/^Rounds (9|10)–(24|25) Whole run$/);
    const zoomed = await chip().textContent();
    await room.step(2);
    await expect.poll(() => page.locator(".round-now").textContent()).toContain(`${ROUNDS + 2}/`);
    expect(await chip().textContent()).toBe(zoomed);
    await page.keyboard.press("Escape");
    await expect.poll(() => chip().count()).toBe(0);

    await drag(0.1, 0.4);
    await chip().click();
    await expect.poll(() => chip().count()).toBe(0);

    await drag(0.1, 0.4);
    await expect.poll(() => chip().count()).toBe(1);
    await page.mouse.dblclick(over.x + 100, over.y + 80);
    await expect.poll(() => chip().count()).toBe(0);
  });

  test("as a table, has a row for each measured round, newest first, and the keyboard reaches it", async () => {
    const { page } = room.dashboard;
    const measured = room.instructor.rounds
      .filter(({ arms }) => arms[0].evaluation)
      .map(({ round }) => round);
    await chart.getByRole("button", { name: "As table" }).press("Enter");
    const rows = chart.getByRole("rowheader");
    await expect.poll(() => rows.allTextContents()).toEqual(measured.toReversed().map(String));
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect
      .poll(() => chart.getByRole("region").evaluate((region) => region === document.activeElement))
      .toBe(true);
    await chart.getByRole("button", { name: "As table" }).press("Enter");
    await expect.poll(() => rows.count()).toBe(0);
  });

  test("saves a PNG, an SVG and a CSV of all rounds, and nothing leaves the machine", async () => {
    const name = `honest-majority-${room.coordinator.room}`;
    const png = await save(/PNG/);
    expect(png.name).toBe(`${name}-accuracy.png`);
    expect(png.bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([1_920, 1_080]);

    const svg = await save(/SVG/);
    expect(svg.name).toBe(`${name}-accuracy.svg`);
    const drawing = svg.bytes.toString("utf8");
    expect(drawing).toContain(`Test accuracy · room ${room.coordinator.room}`);
    expect(drawing.match(/<polyline /g)?.length).toBeGreaterThan(2);

    const csv = await save(/CSV/);
    expect(csv.name).toBe(`${name}-rounds.csv`);
    const lines = csv.bytes.toString("utf8").trimEnd().split("\r\n");
    expect(lines[0]).toMatch(/^round,seconds,mean: accuracy,coordinateMedian: accuracy,/);
    expect(lines).toHaveLength(room.instructor.rounds.length + 1);
    expect(room.visitors.complaints()).toEqual([]);
  });
});
