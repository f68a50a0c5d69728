/** A student asks the models and draws data on a page as large as a phone. */

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { openClassroomForTest } from "../src/pages/classroom";
import { lookAt } from "../src/pages/looks";
import { PHONE } from "../src/pages/visitors";

/** Draws a square on the pad with the mouse. */
async function drawSquare(page: Page): Promise<void> {
  const pad = page.getByTestId("draw-pad");
  await pad.scrollIntoViewIfNeeded();
  const box = (await pad.boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.25, 0.25));
  await page.mouse.down();
  for (const corner of [at(0.75, 0.25), at(0.75, 0.75), at(0.25, 0.75), at(0.25, 0.25)]) {
    await page.mouse.move(...corner, { steps: 4 });
  }
  await page.mouse.up();
}

/** How often the answers disappear in a second and a half of rounds. */
function timesEmptied(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let times = 0;
        new MutationObserver(() => {
          if (document.querySelector('[data-testid="answer"]') === null) times++;
        }).observe(document.body, { childList: true, subtree: true, characterData: true });
        setTimeout(() => resolve(times), 1_500);
      }),
  );
}

describe("a student's page", () => {
  test("asks every arm about a drawing, and keeps drawn data over a reload", async () => {
    const { coordinator, visitors, dashboard, instructor, ready } = await openClassroomForTest({
      model: "softmax",
      workers: 1,
      arms: ["mean", "coordinateMedian", "geometricMedian"],
      f: 0,
      batchSize: 16,
      rounds: 2000,
      evaluateEvery: 50,
      roundDeadlineMs: 60_000,
    });
    const page = await visitors.open(`${coordinator.joinUrl}?backend=wasm`, PHONE);
    await ready(1);
    await dashboard.start.click();
    await instructor.until(() => instructor.rounds.length >= 60, "sixty rounds closed");

    await page.bringToFront();
    await page.getByText("Show the models a picture").click();
    await drawSquare(page);
    const answers = page.getByTestId("answer");
    await expect.poll(() => answers.count()).toBe(3);
    const first = async (arm: number) => answers.nth(arm).locator("li").first().textContent();
    for (const arm of [0, 1, 2]) await expect.poll(() => first(arm)).toMatch(/^square/);
    const round = () => page.getByText(/those at the start of round \d+/).textContent();
    const before = await round();
    await expect.poll(round, { timeout: 20_000 }).not.toBe(before); // answered again, without a question
    expect(await timesEmptied(page)).toBe(0);
    await page.getByRole("button", { name: "Or ask about one of my pictures" }).press("Enter");
    await page.getByText(/my picture: \w+/).waitFor();
    await expect.poll(() => answers.count()).toBe(3);
    await page.getByText("Show the models a picture").click();

    const data = page.getByTestId("my-data");
    await data.getByText("Draw my own data").click();
    await data.getByRole("radio", { name: "square" }).check();
    await drawSquare(page);
    await data.getByRole("button", { name: "Keep as square" }).click();
    await data.getByText(/My drawing replaces \d+ of them/).waitFor();
    await data.getByText("What the coordinator can compute from my update").click();
    await data.getByRole("button", { name: "Look at my last update" }).click();
    const given = data.getByTestId("given-away");
    await expect.poll(() => given.textContent()).toMatch(/^Round \d+: \d+ of 16 pictures recovered/);
    expect(await data.locator(".view-pair").count()).toBe(16);
    expect(await lookAt(page, "student-drawing")).toEqual([]);

    await page.setViewportSize(PHONE);
    await page.reload();
    await data.getByText(/My drawing replaces [1-9]\d* of them/).waitFor();
    await data.getByText("Draw my own data").click();
    await data.getByRole("button", { name: "Remove my square" }).click();
    await expect.poll(() => data.getByText("My drawing replaces").count()).toBe(0);
    const closed = instructor.rounds.length;
    await instructor.until(() => instructor.rounds.length > closed + 3, "rounds closed after the reload");
    expect(visitors.complaints()).toEqual([]);
  });
});
