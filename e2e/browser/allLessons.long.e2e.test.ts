/** Every lesson in the playground, with the buttons that its strip offers, until its closing sentence. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Lesson, PAGES, parseLesson, type Step } from "@honest-majority/lessons";
import { ruleRegistry } from "@honest-majority/robust/facts";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { type CoordinatorProcess, launchCoordinator } from "../src/coordinator/launch";
import { scrollFaults } from "../src/pages/fit";
import { visitorsForTest } from "../src/pages/forTest";
import { lessonStrip } from "../src/pages/lessonStrip";
import { takePicture } from "../src/pages/looks";
import { REPOSITORY } from "../src/repository";

const read = (name: string) => readFileSync(join(REPOSITORY, "public/lessons", name), "utf8");
const LESSONS = (JSON.parse(read("index.json")) as string[]).map((file) => parseLesson(read(file), file));
/** Up to sixteen workers train on the machine that draws the page. */
const PATIENCE = { timeout: 120_000 };

let coordinator: CoordinatorProcess;
beforeAll(async () => {
  coordinator = await launchCoordinator({ config: {}, args: ["--host", "127.0.0.1"] });
  return coordinator.stop;
});

test.each(LESSONS)("lesson $number: $title", async (lesson) => {
  const visitors = await visitorsForTest();
  const page = await visitors.open(`${coordinator.url}/playground?lesson=${lesson.id}&backend=wasm`);
  page.setDefaultTimeout(PATIENCE.timeout);
  const { said, next } = lessonStrip(page);
  for (const [place, step] of lesson.steps.entries()) {
    await expect.poll(() => said.textContent(), PATIENCE).toBe(step.say.replaceAll("*", ""));
    await take(page, lesson, step);
    expect(await offered(page), `step ${place + 1}`).toBe("next");
    expect(await said.textContent()).not.toContain("Not yet");
    expect(await missing(page, step.say), `step ${place + 1}`).toEqual([]);
    expect(await scrollFaults(page)).toEqual([]);
    await takePicture(page, `lesson-${lesson.number}-step-${place + 1}`);
    await next.click();
  }
  if (lesson.sentence !== undefined) await expect.poll(() => said.textContent()).toBe(lesson.sentence);
  expect(await missing(page, lesson.sentence ?? "")).toEqual([]);
  expect(await next.textContent()).toBe("Lessons");
  expect(visitors.complaints()).toEqual([]);
});

/** Presses the step's button, which must be offered first, and looks at what it does. */
async function take(page: Page, lesson: Lesson, { do: action }: Step): Promise<void> {
  const { act, offer } = lessonStrip(page);
  if (action.kind === "say") return;
  await expect.poll(() => act.isEnabled(), PATIENCE).toBe(true);
  expect(await offer()).toBe("do");
  if (action.kind === "open") {
    const [opened] = await Promise.all([page.context().waitForEvent("page"), act.click()]);
    await opened.getByRole("heading", { name: PAGES[action.page], level: 1 }).waitFor(PATIENCE);
    await page.bringToFront();
    return;
  }
  await act.click();
  if (action.kind === "vote") return vote(page, lesson.votes[action.vote]);
  if (action.kind === "start" && !changesRoles(lesson))
    await page.getByRole("combobox", { name: "Pace" }).selectOption("fast");
  if (action.kind === "reveal") await page.getByText(/^The traitor was /).waitFor();
  if (action.kind !== "show") return;
  if (action.panel === "map") await page.locator(".map-dot").first().waitFor();
  if (action.panel === "rules") await page.getByRole("columnheader", { name: "liars kept" }).waitFor();
  if (action.panel === "confusion") await page.locator("table.confusion").waitFor();
}

/** Such a lesson keeps its pace: the mean needs as many rounds to heal as somebody has lied. */
const changesRoles = ({ steps }: Lesson) =>
  steps.some(({ do: { kind } }) => kind === "flip" || kind === "deal" || kind === "honest");

/** Chooses the first option; a vote with an answer is shown and ended. */
async function vote(page: Page, asked: Lesson["votes"][number]): Promise<void> {
  const strip = page.getByTestId("vote-strip");
  await strip.getByRole("button", { name: "Vote", exact: true }).click();
  await page.locator(".vote-options button").first().click();
  await page.keyboard.press("Escape");
  await expect.poll(() => strip.getAttribute("data-phase")).toBe("closed"); // all votes are in
  if ("who" in asked || asked.answer === undefined) return;
  await strip.getByRole("button", { name: "Show the answer" }).click();
  await strip.getByText(`The answer: ${asked.options[asked.answer]}`).waitFor();
  await strip.getByRole("button", { name: "End the vote" }).click();
}

/** What the strip offers once the button has done its work, and the class has seen what it watches for. */
async function offered(page: Page): Promise<string | null> {
  const { offer } = lessonStrip(page);
  await page.waitForFunction(
    () => /next|advice/.test(document.querySelector<HTMLElement>(".lesson-say")?.dataset.offer ?? ""),
    undefined,
    PATIENCE,
  );
  return offer();
}

/** The rules, buttons and pages that a sentence names and no open page shows. Nothing before the first run. */
async function missing(page: Page, sentence: string): Promise<string[]> {
  const arms = await page
    .locator('[data-testid^="accuracy-"]')
    .evaluateAll((all) => all.map((each) => each.getAttribute("data-testid") ?? ""));
  if (arms.length === 0) return [];
  const faults = rulesIn(sentence).filter((rule) => !arms.some((arm) => arm.endsWith(rule)));
  for (const [, quoted] of sentence.matchAll(/"([^"]+)"/g)) {
    const shows = page
      .context()
      .pages()
      .map((each) => each.getByText(quoted).first().isVisible());
    if (!(await Promise.all(shows)).includes(true)) faults.push(quoted);
  }
  return faults;
}

/** The keys of the rules that a sentence names: the longest names first, so that a geometric median is no median. */
function rulesIn(sentence: string): string[] {
  const names = Object.entries(ruleRegistry)
    .flatMap(([rule, { name, shortName }]) => [name, shortName].map((each) => ({ rule, name: each })))
    .sort((a, b) => b.name.length - a.name.length);
  let rest = sentence;
  return names.flatMap(({ rule, name }) => {
    const before = rest;
    rest = rest.replaceAll(new RegExp(`\\b${name.replaceAll(".", "\\.")}\\b`, "gi"), "…");
    return rest === before ? [] : [rule];
  });
}
