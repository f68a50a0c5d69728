/** A student shows the class what an update gives away, and takes it back. */
import { expect, test } from "vitest";
import { joinCrowd } from "../src/coordinator/crowd";
import { openClassroomForTest } from "../src/pages/classroom";
import { lookAt } from "../src/pages/looks";

test("pictures that a student shows reach the teacher's sheet, then the projector, and go when taken back", async () => {
  const { coordinator, visitors, dashboard, instructor, ready, step } = await openClassroomForTest({
    model: "mlp",
    workers: 2,
    f: 0,
    arms: ["mean"],
    batchSize: 8,
    rounds: 1000,
  });
  await joinCrowd(coordinator, ["Ben"]);
  const page = await visitors.open(`${coordinator.url}/join/${instructor.watching.room}?backend=wasm`);
  const projector = await visitors.open(`${coordinator.url}/projector/${instructor.watching.room}`);
  await ready(2);
  await step(2);

  await page.bringToFront();
  await page.getByText("What the coordinator can compute from my update").click();
  const look = page.getByRole("button", { name: "Look at my last update" });
  const show = page.getByRole("button", { name: "Show it to the class" });
  await look.click();
  await show.waitFor();
  expect(await page.getByText("to your teacher's screen").count()).toBe(1);
  expect(await dashboard.page.getByTestId("pictures-strip").count()).toBe(0);
  await show.click();
  await page.getByTestId("shown").getByText("8 pairs of your pictures").waitFor();
  expect(await lookAt(page, "shown-student")).toEqual([]);

  const teacher = dashboard.page;
  await teacher.bringToFront();
  await teacher.getByTestId("pictures-strip").getByRole("button", { name: "Look at it" }).click();
  const sheet = teacher.getByRole("dialog", { name: "Shown by students" });
  await expect.poll(() => sheet.getByTestId("shown-pairs").locator("canvas").count()).toBe(8);
  expect(await projector.getByTestId("projector-pictures").count()).toBe(0);
  await sheet.getByRole("button", { name: "Show on the projector" }).click();
  await sheet.getByRole("button", { name: "Take it off the projector" }).waitFor();
  expect(await lookAt(teacher, "shown-dashboard")).toEqual([]);
  await teacher.keyboard.press("Escape");
  await projector.getByTestId("projector-pictures").locator("canvas").nth(7).waitFor();
  expect(await projector.getByTestId("projector-pictures").textContent()).not.toContain("Worker");
  expect(await lookAt(projector, "shown-projector")).toEqual([]);

  await page.bringToFront();
  await page.getByRole("button", { name: "Take them back" }).click();
  await page.getByTestId("shown").waitFor({ state: "detached" });
  await expect.poll(() => projector.getByTestId("projector-pictures").count()).toBe(0);
  await expect.poll(() => teacher.getByTestId("pictures-strip").count()).toBe(0);
  expect(visitors.complaints()).toEqual([]);
});
