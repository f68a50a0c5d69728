/** The way from http to https, over a certificate that no browser knows. */
import { networkInterfaces } from "node:os";
import { expect, inject, onTestFinished, test } from "vitest";
import { launchChromium } from "../src/chromium/launch";
import { watchAsInstructor } from "../src/coordinator/instructor";
import { launchCoordinator } from "../src/coordinator/launch";
import { workerTab } from "../src/pages/workerTab";

/** This machine's address for others. A page on it over http is no secure context, unlike one on localhost. */
const address = Object.values(networkInterfaces())
  .flatMap((one) => one ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;

test("a student gets WebGPU with three clicks in Chromium, as the same worker", async ({ skip }) => {
  if (address === undefined) {
    console.log("skipped: this machine has no address in a network");
    return skip();
  }
  const coordinator = await launchCoordinator({
    config: { dataset: "glyphs", model: "softmax", workers: 2, arms: ["mean"], f: 0 },
  });
  onTestFinished(coordinator.stop);
  const browser = await launchChromium(inject("chromium"));
  onTestFinished(() => browser.close());
  const context = await browser.newContext(); // unlike the other tests' contexts it trusts no unknown certificate
  const page = await context.newPage();
  const tab = workerTab(page);

  await page.goto(`http://${address}:${coordinator.port}/join/${coordinator.room}`);
  await expect.poll(() => tab.backend.textContent()).toMatch(/^(WebGL|WASM)$/); // the ladder's choice without WebGPU
  const instructor = await watchAsInstructor(coordinator);
  onTestFinished(instructor.close);
  await instructor.until(() => instructor.workers.length === 1, "the tab has joined");
  const [{ id, name }] = instructor.workers;
  await expect.poll(() => tab.name.textContent()).toBe(name);

  await page.getByRole("button", { name: "Use my GPU" }).click();
  await page.locator("#details-button").click(); // Chromium's own page, with its own names
  await page.locator("#proceed-link").click();

  await expect.poll(() => tab.backend.textContent()).toBe("WebGPU");
  await expect.poll(() => tab.name.textContent()).toBe(name);
  expect(instructor.workers.map((worker) => worker.id)).toEqual([id]);
  expect(page.url()).toContain(`https://${address}:${coordinator.httpsPort}/`);
}, 120_000);
