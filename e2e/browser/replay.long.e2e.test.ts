/** Runs that are over: the table of a class's runs, and a record that is replayed. */
import { mkdtemp, open as openFile, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { headLine, readRecordFile, roundLine } from "@honest-majority/records";
import type { Page } from "playwright-core";
import { describe, expect, onTestFinished, test } from "vitest";
import { joinForeignWorker } from "../src/coordinator/foreignWorker";
import { watchAsInstructor } from "../src/coordinator/instructor";
import type { CoordinatorProcess } from "../src/coordinator/launch";
import { dashboardPage } from "../src/pages/dashboard";
import { coordinatorForTest, visitorsForTest } from "../src/pages/forTest";
import { lookAt } from "../src/pages/looks";

const SETTINGS = { model: "softmax", workers: 4, f: 1, rounds: 6, evaluateEvery: 1 } as const;

async function open() {
  const coordinator = await coordinatorForTest({
    ...SETTINGS,
    arms: ["mean", "coordinateMedian"],
    attack: "bitFlip",
  });
  const visitors = await visitorsForTest();
  return { coordinator, visitors };
}

/** Plays a run with workers that only wobble. */
async function playRun(coordinator: CoordinatorProcess) {
  const { url, room, token } = coordinator;
  for (const seed of [1, 2, 3, 4]) {
    const update = (parameters: Float32Array) => parameters.map((w, i) => 0.1 * w + Math.sin(seed + i));
    const worker = await joinForeignWorker({ url, room, update });
    onTestFinished(() => void worker.close());
  }
  const instructor = await watchAsInstructor({ url, token });
  onTestFinished(() => instructor.close());
  await instructor.command("start");
  await instructor.until(() => instructor.state.phase === "finished", "the run is over");
  return instructor;
}

const accuracies = async (page: Page) => {
  const { accuracy } = dashboardPage(page);
  return [await accuracy("mean").textContent(), await accuracy("coordinateMedian").textContent()];
};
const shownRounds = async (page: Page) => Number(await page.getByTestId("round").getAttribute("data-round"));

describe("the history of a class", () => {
  test("lists its runs for the teacher, shows some on one chart, replays one, and deletes one after a question", async () => {
    const { coordinator, visitors } = await open();
    const instructor = await playRun(coordinator);
    const page = await visitors.open(coordinator.dashboardUrl);
    await expect.poll(() => accuracies(page)).not.toContain("–");
    const live = await accuracies(page);
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("link", { name: "History of this class" }).click();
    const row = page.getByTestId("run");
    await expect.poll(() => row.count()).toBe(1);
    expect(await row.textContent()).toContain("this run");
    expect(await row.getByRole("button", { name: "Delete" }).isDisabled()).toBe(true);
    await row.getByRole("checkbox").check();
    await page.getByTestId("chart").waitFor();
    expect(await lookAt(page, "history")).toEqual([]);

    await row.getByRole("link", { name: "Replay" }).click();
    await expect.poll(() => shownRounds(page), { timeout: 30_000 }).toBe(0);
    await page.keyboard.press("End");
    await expect.poll(() => shownRounds(page)).toBe(SETTINGS.rounds);
    expect(await accuracies(page)).toEqual(live);
    expect(await lookAt(page, "replay")).toEqual([]);

    await instructor.command("reset");
    await page.goBack();
    await row.getByRole("button", { name: "Delete" }).click();
    expect(await row.count()).toBe(1);
    await row.getByRole("button", { name: "Yes, delete it for good" }).click();
    await expect.poll(() => row.count()).toBe(0);
    expect(visitors.complaints()).toEqual([]);
  });
});

describe("a record that is longer than a page may hold", () => {
  test("opens in parts, each with its own rounds", async () => {
    const coordinator = await coordinatorForTest(SETTINGS);
    const visitors = await visitorsForTest();
    const { rounds, ...head } = await readRecordFile(
      await readFile(new URL("../../public/lessons/01-one-bad-apple.jsonl", import.meta.url)),
    );
    const home = await mkdtemp(join(tmpdir(), "long-record-"));
    onTestFinished(() => rm(home, { recursive: true }));
    const path = join(home, "long.jsonl");
    const file = await openFile(path, "w");
    await file.write(`${headLine(head)}\n`);
    let [bytes, written] = [0, 0];
    for (; bytes < 65 * 2 ** 20; written += rounds.length) {
      const lines = rounds.map((round, i) => `${roundLine({ ...round, round: written + i })}\n`).join("");
      bytes += (await file.write(lines)).bytesWritten;
    }
    await file.close();

    const page = await visitors.open(`${coordinator.url}/replay`);
    await page.getByLabel("A record").setInputFiles(path);
    const scrubber = page.getByTestId("scrubber");
    const lastRound = async () => Number(await scrubber.getAttribute("max"));
    const bar = page.getByRole("banner");
    await bar.getByText("part 1 of 2").waitFor({ timeout: 60_000 });
    const first = await lastRound();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("button", { name: "Open part 2 of 2" }).click();
    await bar.getByText("part 2 of 2").waitFor({ timeout: 60_000 });
    expect(first + (await lastRound())).toBe(written);
    await page.keyboard.press("End");
    expect(await lookAt(page, "replay-part")).toEqual([]);
    expect(visitors.complaints()).toEqual([]);
  });
});

describe("a run of the playground", () => {
  test("is saved as a file that opens again, shows the same numbers and can be scrubbed", async () => {
    const { coordinator, visitors } = await open();
    const page = await visitors.open(
      `${coordinator.url}/playground?backend=wasm&model=softmax&workers=4&rounds=6&evaluateEvery=1`,
    );
    await page
      .locator(".lobby")
      .getByRole("button", { name: "Start", exact: true })
      .click({ timeout: 60_000 });
    await expect.poll(() => shownRounds(page), { timeout: 60_000 }).toBe(SETTINGS.rounds);
    await expect.poll(() => page.getByTestId("run-state").getAttribute("data-phase")).toBe("finished");
    const live = await page.getByTestId("accuracy-mean").textContent();
    await page.getByRole("button", { name: "More", exact: true }).click();
    const saving = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save this run" }).click();
    const file = await (await saving).path();
    expect((await readFile(file, "utf8")).trim().split("\n")).toHaveLength(1 + SETTINGS.rounds);

    const replay = await visitors.open(`${coordinator.url}/replay`);
    await replay.getByLabel("A record").setInputFiles({
      name: "broken.jsonl",
      mimeType: "application/jsonl",
      buffer: Buffer.from("{}"),
    });
    await expect
      .poll(() => replay.getByRole("alert").textContent())
      .toMatch(/^This file is no record that can be shown: line 1 /);
    await replay.getByLabel("A record").setInputFiles(file);
    const scrubber = replay.getByTestId("scrubber");
    await scrubber.fill("6");
    expect(await shownRounds(replay)).toBe(6);
    expect(await replay.getByTestId("accuracy-mean").textContent()).toBe(live);
    await scrubber.press("ArrowLeft");
    expect(await shownRounds(replay)).toBe(5);
    expect(await replay.getByTestId("tile").count()).toBe(4);
    expect(visitors.complaints()).toEqual([]);
  });
});
