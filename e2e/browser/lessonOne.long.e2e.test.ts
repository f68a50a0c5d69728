/** Lesson 1 in the playground, from its link to the reveal. */
import { beforeAll, expect, inject, onTestFinished, test } from "vitest";
import { launchChromium } from "../src/chromium/launch";
import { type CoordinatorProcess, launchCoordinator } from "../src/coordinator/launch";
import { dashboardPage } from "../src/pages/dashboard";
import { countClicks, scrollFaults } from "../src/pages/fit";
import { lookAt } from "../src/pages/looks";
import { inviteVisitors } from "../src/pages/visitors";

let coordinator: CoordinatorProcess;
beforeAll(async () => {
  coordinator = await launchCoordinator({ config: {}, args: ["--host", "127.0.0.1"] });
  return coordinator.stop;
});

async function open(address: string) {
  const browser = await launchChromium(inject("chromium"));
  onTestFinished(() => browser.close());
  const visitors = await inviteVisitors(browser);
  onTestFinished(visitors.close);
  return { page: await visitors.open(address), visitors };
}

test("lesson 1 in the playground goes from its link to the reveal, each step when it is time for it", async () => {
  const { page, visitors } = await open(`${coordinator.url}/playground?lesson=one-bad-apple&backend=wasm`);
  const { accuracy } = dashboardPage(page);
  const shown = async (arm: string) => Number.parseFloat((await accuracy(arm).textContent()) ?? "");
  const [act, next] = [page.getByTestId("lesson-do"), page.getByTestId("lesson-next")];
  const isOffered = (button: typeof next) =>
    button.evaluate((element) => element.classList.contains("primary"));
  const clicks = await countClicks(page);
  page.setDefaultTimeout(90_000); // eight workers train on the machine that draws the page

  await expect.poll(() => act.isEnabled(), { timeout: 60_000 }).toBe(true);
  expect([await isOffered(act), await isOffered(next)]).toEqual([true, false]);
  await act.click();
  await expect.poll(() => isOffered(next), { timeout: 60_000 }).toBe(true);
  expect(await shown("mean")).toBeGreaterThan(50);
  await next.click();
  await next.click();
  expect(await act.textContent()).toBe("Flip one worker");
  expect(new URL(page.url()).searchParams.get("step")).toBe("3");
  await act.click();
  await expect.poll(() => shown("mean"), { timeout: 60_000 }).toBeLessThanOrEqual(20);
  expect(await shown("coordinateMedian")).toBeGreaterThan(50);
  expect(await clicks()).toBeLessThanOrEqual(5);
  await expect.poll(() => isOffered(next)).toBe(true);
  expect(await page.locator('[data-testid=tile][data-role="malicious"]').count()).toBe(1);
  expect(await scrollFaults(page)).toEqual([]);
  expect(await lookAt(page, "lesson-1")).toEqual([]);

  await page.getByTestId("reveal").click();
  await expect
    .poll(() =>
      page
        .locator('[data-testid=tile][data-role="malicious"] [data-verdict]')
        .evaluateAll((shapes) => shapes.map((shape) => shape.getAttribute("data-verdict"))),
    )
    .toEqual(["missed", "caught"]);
  expect(visitors.complaints()).toEqual([]);
});
