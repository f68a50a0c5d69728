/** The quiz in a class: two students answer before the lessons and after them, the projector counts, and the teacher saves the answers. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openClassroomForTest } from "../src/pages/classroom";
import { scrollFaults, smallTexts } from "../src/pages/fit";
import { lookAt, takePicture } from "../src/pages/looks";
import { PHONE } from "../src/pages/visitors";

test("two students answer twice on their phones; the teacher sees sums, and saves lines without names", async () => {
  const room = await openClassroomForTest({ model: "softmax", workers: 2, f: 0, batchSize: 16 });
  const phones: Page[] = [];
  for (let i = 0; i < 2; i++)
    phones.push(await room.visitors.open(`${room.coordinator.joinUrl}?backend=wasm`, PHONE));
  await room.ready(2);
  const { page: dashboard } = room.dashboard;
  const openSheet = () => dashboard.getByRole("button", { name: "Lessons", exact: true }).click();
  const sheet = dashboard.getByRole("dialog", { name: "Lessons" });
  const press = (name: string) => sheet.getByRole("button", { name }).click();
  const projector = await room.visitors.open(`${room.coordinator.url}/projector/${room.coordinator.room}`);
  await projector.setViewportSize({ width: 1920, height: 1080 });
  const projected = projector.getByTestId("projector-quiz");
  const card = (phone: number) => phones[phone].getByTestId("quiz");
  /** Chooses the option with this letter in every question. */
  async function answer(phone: number, letters: string) {
    await card(phone).getByText("5 of 5 are left.").waitFor();
    const questions = await card(phone).getByRole("group").all();
    for (const [i, question] of questions.entries())
      await question.getByLabel(new RegExp(`^${letters[i]}\\. `)).check();
    await card(phone).getByRole("button", { name: "Send my answers" }).click();
    await card(phone).getByText("Your answers are in.").waitFor();
  }

  await openSheet();
  await press("Ask before the lessons");
  await card(0).getByText("5 of 5 are left.").waitFor();
  expect(await lookAt(phones[0], "quiz-open")).toEqual([]);
  await phones[0].setViewportSize(PHONE);
  await answer(0, "AAAAA");
  await sheet.getByText("1 has answered, waiting for 1 more").waitFor();
  await projected.getByText("1 has answered, waiting for 1 more").waitFor();
  expect([...(await scrollFaults(projector)), ...(await smallTexts(projector, 22))]).toEqual([]);
  await takePicture(projector, "quiz-projector");
  await answer(1, "BCDAC");
  await sheet.getByText("2 have answered", { exact: true }).waitFor();
  await dashboard.keyboard.press("Escape");
  expect(await lookAt(dashboard, "quiz-strip")).toEqual([]);
  await dashboard.getByTestId("quiz-strip").getByRole("button", { name: "Close the quiz" }).click();
  await card(0).waitFor({ state: "detached" });
  await projected.waitFor({ state: "detached" });
  await openSheet();

  await press("Ask after the lessons");
  await answer(0, "BCDAA");
  await phones[0].reload();
  await card(0).getByText("Your answers are in.").waitFor();
  expect(await phones[0].locator("body").innerText()).not.toContain("Many of the pictures themselves");
  await press("Close the quiz");
  await sheet.getByText("1 of 2").first().waitFor();
  expect(await lookAt(dashboard, "quiz-dashboard")).toEqual([]);
  await card(0).getByText("4 of 5 right, and 1 before the lessons.").waitFor();
  expect(await card(1).count()).toBe(0);
  expect(await lookAt(phones[0], "quiz-results")).toEqual([]);

  const saved = dashboard.waitForEvent("download");
  await press("Save the answers (CSV)");
  const csv = await readFile(await (await saved).path(), "utf8");
  const [head, ...lines] = csv.trimEnd().split("\r\n");
  expect(head).toMatch(/^before q1,.*,before q5,after q1,.*,after q5,score before,score after$/);
  expect(lines.sort()).toEqual(["A,A,A,A,A,B,C,D,A,A,1,4", "B,C,D,A,C,,,,,,5,"]);
  await press("Delete the answers");
  await press("Delete all answers, for good");
  await card(0).waitFor({ state: "detached" });
  expect(room.visitors.complaints()).toEqual([]);
});
