/** The static site behind a plain file server, under a path of its own. */
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import process from "node:process";
import { expect, inject, onTestFinished, test } from "vitest";
import { launchChromium } from "../src/chromium/launch";
import { dashboardPage } from "../src/pages/dashboard";
import { inviteVisitors } from "../src/pages/visitors";
import { REPOSITORY } from "../src/repository";

const BASE = "/school/class 5/";
const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Knows files alone, and no other path than its own. */
async function serveFiles(folder: string) {
  const missed: string[] = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url?.split("?")[0] ?? "");
    const name = path === BASE ? "index.html" : path.slice(BASE.length);
    const content = path.startsWith(BASE)
      ? await readFile(join(folder, name)).catch(() => undefined)
      : undefined;
    if (content === undefined) {
      missed.push(path);
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream" })
      .end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://localhost:${port}${encodeURI(BASE)}`, missed, close };
}

test("trains from any path, asks for nothing else, and opens again without its server", async () => {
  const env = { ...process.env, NODE_ENV: "production" }; // vitest sets another
  const built = spawnSync(process.execPath, ["pack/pages.mjs", "site"], {
    cwd: REPOSITORY,
    env,
    encoding: "utf8",
  });
  expect(built.stderr).toBe("");
  const server = await serveFiles(join(REPOSITORY, "dist/site"));
  onTestFinished(server.close);
  const browser = await launchChromium(inject("chromium"));
  onTestFinished(() => browser.close());
  const visitors = await inviteVisitors(browser);
  onTestFinished(visitors.close);
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
