/** The lessons' handouts as Chromium prints them. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { coordinatorForTest, visitorsForTest } from "../src/pages/forTest";
import { lookAt } from "../src/pages/looks";

/** Text of 13.5 in place of 13 pixels: another system's fonts may be larger. */
const LARGER = ".sheet-a4 { font-size: 13.5px }";

async function pagesOf(page: Page): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.toString("latin1")).toContain("/MediaBox [0 0 594.95996 841.91998]"); // A4
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

test("each is one A4 page, also with larger fonts, and the lessons' sheet leads there", async () => {
  const coordinator = await coordinatorForTest();
  const visitors = await visitorsForTest();

  const dashboard = await visitors.open(coordinator.dashboardUrl);
  await dashboard.getByRole("button", { name: "Lessons", exact: true }).click();
  const [first] = await Promise.all([
    dashboard.waitForEvent("popup"),
    dashboard.getByRole("link", { name: "Handout: One bad apple" }).click(),
  ]);
  await first.getByRole("heading", { name: "One bad apple" }).waitFor();
  await first.getByRole("button", { name: "Print it" }).waitFor();
  expect(await lookAt(first, "handout")).toEqual([]);

  const names = await first.getByRole("navigation").getByRole("link").allTextContents();
  expect(names).toHaveLength(8);
  for (const name of names.slice(0, -1)) {
    await first.getByRole("link", { name, exact: true }).click();
    await first.getByRole("article").waitFor();
    await expect.poll(() => first.title()).toContain(name.replace(/^\d+ · /, ""));
    expect(await pagesOf(first), name).toBe(1);
    await first.addStyleTag({ content: LARGER });
    expect(await pagesOf(first), `${name}, larger`).toBe(1);
  }
  await first.getByRole("link", { name: "All", exact: true }).click();
  await expect.poll(() => first.getByRole("article").count()).toBe(7);
  expect(await pagesOf(first)).toBe(7);
  expect(visitors.complaints()).toEqual([]);
});

test("a lesson of one's own with much text goes on on a second page", async () => {
  const coordinator = await coordinatorForTest();
  const visitors = await visitorsForTest();
  const page = await visitors.open("about:blank");
  await page.route("**/lessons/01-*.json", async (route) => {
    const lesson = await (await route.fetch()).json();
    const long = "I watch both curves and write down what I see. ".repeat(4).trim();
    const steps = Array.from({ length: 12 }, (_, i) => ({ ...lesson.steps[i % 5], student: `${i} ${long}` }));
    const handout = { ...lesson.handout, ask: [1, 2, 3].map((i) => `${i} ${long}`) };
    await route.fulfill({ json: { ...lesson, steps, handout } });
  });
  await page.goto(`${coordinator.url}/handout?lesson=one-bad-apple`);
  await page.getByRole("article").waitFor();
  expect(await pagesOf(page)).toBe(2);
  expect(visitors.complaints()).toEqual([]);
});
