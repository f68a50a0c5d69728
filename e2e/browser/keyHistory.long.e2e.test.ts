/** The teacher's key and the history of a browser, which lasts, is shown as suggestions and may be copied to other machines. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";
import { launchOptions } from "../src/chromium/launch";
import { startLocalCoordinator } from "../src/coordinator/local";

/** What a profile keeps of addresses: history, suggestions, and tabs to open again. */
const OF_ADDRESSES = /^(History|Shortcuts|Top Sites|Network Action Predictor|Session_\d+|Tabs_\d+)/;

/** The kept addresses' files of a Chromium that opened `address` and found the dashboard there. */
async function keptAfter(address: string): Promise<Buffer> {
  const found = inject("chromium");
  if ("missing" in found) throw new Error(found.missing);
  const profile = await mkdtemp(join(tmpdir(), "profile-"));
  onTestFinished(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  const context = await chromium.launchPersistentContext(profile, {
    ...launchOptions(found.path),
    channel: undefined,
  });
  try {
    const page = await context.newPage();
    await page.goto(address);
    await page.getByRole("button", { name: "Start" }).waitFor();
    expect(new URL(page.url())).toMatchObject({ pathname: "/", hash: "" });
    await page.reload();
    await page.getByRole("button", { name: "Start" }).waitFor(); // the tab keeps the key
    await page.goto(new URL("/replay", address).href);
    await page.goBack();
  } finally {
    await context.close();
  }
  const files = await readdir(profile, { recursive: true, withFileTypes: true });
  const kept = files.filter((file) => file.isFile() && OF_ADDRESSES.test(file.name));
  expect(kept.map(({ name }) => name)).toContain("History");
  return Buffer.concat(await Promise.all(kept.map((file) => readFile(join(file.parentPath, file.name)))));
}

test("an address that works once leaves no key in the browser's history", async () => {
  const local = await startLocalCoordinator();
  onTestFinished(() => local.close());
  const { oneTimeUrl, dashboardUrl, instructorToken } = local.coordinator;

  const address = oneTimeUrl();
  const once = await keptAfter(address);
  expect(once.includes(new URL(address).pathname)).toBe(true); // the history was written
  expect(once.includes(instructorToken)).toBe(false);

  // the address of --print-key works as before, and stays: docs/privacy.md says so
  expect((await keptAfter(dashboardUrl)).includes(instructorToken)).toBe(true);
}, 120_000);
