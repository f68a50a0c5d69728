/** Lesson 1 from its link to the reveal: alone in the playground, and in a class. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openClassroomForTest } from "../src/pages/classroom";
import { dashboardPage } from "../src/pages/dashboard";
import { countClicks, scrollFaults } from "../src/pages/fit";
import { coordinatorForTest, visitorsForTest } from "../src/pages/forTest";
import { lessonStrip } from "../src/pages/lessonStrip";
import { lookAt, takePicture } from "../src/pages/looks";
import { PHONE } from "../src/pages/visitors";
import { workerTab } from "../src/pages/workerTab";

/** Eight workers train on the machine that draws the pages. */
const PATIENCE = { timeout: 90_000 };

/** A dashboard with the lesson's strip. */
function lessonOn(page: Page) {
  page.setDefaultTimeout(PATIENCE.timeout);
  const { accuracy } = dashboardPage(page);
  const liar = page.locator('[data-testid=tile][data-role="malicious"]');
  return {
    ...lessonStrip(page),
    shown: async (arm: string) => Number.parseFloat((await accuracy(arm).textContent()) ?? ""),
    liar,
    /** What the mean and the median did with the liar's update, on its tile. */
    verdicts: () =>
      liar
        .locator("[data-verdict]")
        .evaluateAll((shapes) => shapes.map((shape) => shape.getAttribute("data-verdict"))),
  };
}

test("lesson 1 in the playground goes from its link to the reveal, each step when it is time for it", async () => {
  const coordinator = await coordinatorForTest();
  const visitors = await visitorsForTest();
  const page = await visitors.open(`${coordinator.url}/playground?lesson=one-bad-apple&backend=wasm`);
  const { act, next, offer, shown, liar, verdicts } = lessonOn(page);
  const clicks = await countClicks(page);

  await expect.poll(() => act.isEnabled(), PATIENCE).toBe(true);
  expect(await offer()).toBe("do");
  await act.click();
  await expect.poll(offer, PATIENCE).toBe("next");
  expect(await shown("mean")).toBeGreaterThan(50);
  await next.click();
  await next.click();
  expect(await act.textContent()).toBe("Flip one worker");
  expect(new URL(page.url()).searchParams.get("step")).toBe("3");
  await act.click();
  await expect.poll(() => shown("mean"), PATIENCE).toBeLessThanOrEqual(20);
  expect(await shown("coordinateMedian")).toBeGreaterThan(50);
  expect(await clicks()).toBeLessThanOrEqual(5);
  await expect.poll(offer).toBe("next");
  expect(await liar.count()).toBe(1);
  expect(await scrollFaults(page)).toEqual([]);
  expect(await lookAt(page, "lesson-1")).toEqual([]);

  await page.getByTestId("reveal").click();
  await expect.poll(verdicts).toEqual(["missed", "caught"]);
  expect(visitors.complaints()).toEqual([]);
});

test("lesson 1 in a class of eight: teacher, projector and a student's page go through its steps to the end", async () => {
  const { coordinator, visitors, dashboard, instructor, ready } = await openClassroomForTest({});
  const { url, room, joinUrl } = coordinator;
  const phone = await visitors.open(`${joinUrl}?backend=wasm`, PHONE);
  const swarm = await visitors.open(`${url}/swarm/${room}?n=7&backend=wasm`);
  const projector = await visitors.open(`${url}/projector/${room}`);
  await projector.setViewportSize({ width: 1920, height: 1080 });
  await ready(8);
  const { page } = dashboard;
  const { said, act, next, offer, shown, liar, verdicts } = lessonOn(page);
  const student = workerTab(phone);
  /** The strip and the projector say the same, and the step's button is what comes next. */
  const reads = async (sentence: string) => {
    await expect.poll(() => said.textContent()).toContain(sentence);
    await expect.poll(() => projector.getByTestId("lesson-strip").textContent()).toContain(sentence);
  };

  await page.bringToFront();
  await page.getByRole("button", { name: "Lessons", exact: true }).click();
  const lessons = page.getByRole("dialog", { name: "Lessons" });
  await lessons.getByRole("button", { name: "Open", exact: true }).first().click();
  await reads("Eight workers teach two models");
  await expect.poll(() => act.isEnabled(), PATIENCE).toBe(true);
  await act.click();
  await expect.poll(offer, PATIENCE).toBe("next");
  const before = { mean: await shown("mean"), median: await shown("coordinateMedian") };
  expect(before.mean).toBeGreaterThan(50);

  await next.click();
  await reads("Soon one worker will lie");
  await act.click();
  const line = projector.getByTestId("projector-vote");
  await line.getByText("0 votes are in, waiting for 1 more").waitFor(); // a swarm does not vote
  await phone.getByTestId("vote").getByRole("button", { name: "It falls to guessing" }).click();
  await line.getByText("1 vote is in").waitFor();
  await page.getByTestId("vote-strip").getByRole("button", { name: "Show the answer" }).click();
  await phone.getByText("The answer: It falls to guessing").waitFor();
  await page.getByTestId("vote-strip").getByRole("button", { name: "End the vote" }).click();

  await next.click();
  await reads("Now one worker sends the opposite");
  expect(instructor.workers.some(({ role }) => role?.kind === "malicious")).toBe(false);
  await act.click();
  await expect.poll(offer, PATIENCE).toBe("next");
  await expect.poll(() => shown("mean")).toBeLessThanOrEqual(20);
  expect(await shown("coordinateMedian")).toBeGreaterThan(before.median - 15);
  // its own page says so, be it the student's or one of the swarm's
  const liars = instructor.workers.filter(({ role }) => role?.kind === "malicious");
  expect(liars).toHaveLength(1);
  const isStudent = (await student.name.textContent()) === liars[0].name;
  expect(await student.malicious.getAttribute("aria-checked")).toBe(String(isStudent));
  expect(await swarm.locator('[data-malicious="true"]').count()).toBe(isStudent ? 0 : 1);

  await page.getByTestId("reveal").click();
  await expect.poll(verdicts).toEqual(["missed", "caught"]);
  await projector.getByTestId("verdict-sums").waitFor();
  expect(await projector.getByTestId("guard-bar").textContent()).toContain("1 of 8 malicious");
  expect(await scrollFaults(projector)).toEqual([]);
  await takePicture(projector, "lesson-1-projector");
  expect(await lookAt(page, "lesson-1-class")).toEqual([]);

  await next.click();
  await reads("The mean knows nothing any more");
  await act.click();
  await expect.poll(offer, PATIENCE).toBe("next");
  expect(await shown("mean")).toBeGreaterThan(50);
  expect(await liar.count()).toBe(0);
  await next.click();
  await reads("Five numbers on the board");
  await next.click();
  await reads("One liar of eight turns the mean round");
  expect(visitors.complaints()).toEqual([]);
});
