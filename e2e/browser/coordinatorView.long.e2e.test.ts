/** The page that computes pictures back from an update. */
import { expect, test } from "vitest";
import { coordinatorForTest, visitorsForTest } from "../src/pages/forTest";
import { lookAt } from "../src/pages/looks";

test("shows pictures beside those computed from the update, one of them drawn, and none with noise", async () => {
  const coordinator = await coordinatorForTest();
  const visitors = await visitorsForTest();
  const page = await visitors.open(`${coordinator.url}/coordinator-view?batchSize=4`);
  const said = () => page.getByTestId("recovered").textContent({ timeout: 60_000 });
  await expect.poll(said).toContain("4 of 4 pictures recovered");

  await page.getByText("Put my own drawing into the batch").click();
  await page.getByTestId("draw-pad").scrollIntoViewIfNeeded();
  const pad = (await page.getByTestId("draw-pad").boundingBox())!;
  await page.mouse.move(pad.x + 60, pad.y + 60);
  await page.mouse.down();
  await page.mouse.move(pad.x + 200, pad.y + 210, { steps: 8 });
  await page.mouse.up();
  await page.getByRole("radio", { name: "triangle" }).check();
  await page.getByRole("button", { name: "Put it into the batch" }).click();
  await expect.poll(() => page.locator(".view-pair").first().textContent()).toMatch(/^my triangle ✓/);
  expect(await said()).toContain("4 of 4 pictures recovered");
  expect(await lookAt(page, "coordinatorView")).toEqual([]);

  await page.getByRole("button", { name: "Clip to 1, noise 0.01" }).click();
  await expect.poll(said).toContain("0 of 4 pictures recovered");
  expect(await said()).toContain("not differential privacy");
  await expect.poll(() => page.getByTestId("budget").textContent()).toMatch(/ε = [\d,]{6,}/);
  // by keyboard: one step to the left of 4 is 3
  await page.getByLabel("Pictures in the batch, B").focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(said).toContain("0 of 3 pictures recovered");
  expect(new URL(page.url()).search).toBe("?batchSize=3&clip=1&noise=0.01");
  expect(visitors.complaints()).toEqual([]);
});
