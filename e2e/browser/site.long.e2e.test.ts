/** The static site behind a plain file server, under a path of its own. */
import { expect, onTestFinished, test } from "vitest";
import { dashboardPage } from "../src/pages/dashboard";
import { visitorsForTest } from "../src/pages/forTest";
import { buildSite, serveSite } from "../src/site/serveSite";

const BASE = "/school/class 5/";

test("trains from any path, asks for nothing else, and opens again without its server", async () => {
  buildSite();
  const server = await serveSite(BASE);
  onTestFinished(server.close);
  const visitors = await visitorsForTest();
  const page = await visitors.open(`${server.address}?model=softmax&workers=3&rounds=3&backend=wasm`);
  const { accuracy } = dashboardPage(page);
  const trains = async () => {
    await page
      .locator(".lobby")
      .getByRole("button", { name: "Start", exact: true })
      .click({ timeout: 60_000 });
    await expect
      .poll(() => page.getByTestId("round").getAttribute("data-round"), { timeout: 60_000 })
      .toBe("3");
    await expect.poll(() => accuracy("mean").textContent()).toMatch(/\d %/);
  };
  await trains();
  await page.evaluate(() => navigator.serviceWorker.ready);
  expect(server.missed).toEqual([]);
  expect(visitors.complaints()).toEqual([]);

  server.close();
  await page.reload();
  await trains();
}, 300_000);
