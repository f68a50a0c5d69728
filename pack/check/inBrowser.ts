import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { build } from "vite";
import { findChromium } from "../../e2e/src/chromium/find";
import { launchChromium } from "../../e2e/src/chromium/launch";
import { nodeSystem } from "../../e2e/src/chromium/nodeSystem";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
};

/**
 * What consumer/index.html shows in a browser: as plain ES modules with an import map, and as Vite builds it. Or, where
 * there is no Chromium, how to get one.
 */
export async function pageTexts(
  folder: string,
): Promise<{ plain: string; vite: string } | { missing: string }> {
  const found = await findChromium(nodeSystem());
  if ("missing" in found) return found;
  await build({
    root: folder,
    configFile: false,
    logLevel: "silent",
    base: "./",
    build: { outDir: "built" },
  });
  const browser = await launchChromium(found);
  const server = createServer(({ url = "/" }, response) => {
    const file = join(folder, new URL(url, "http://localhost").pathname);
    if (!existsSync(file)) return response.writeHead(404).end();
    return response.setHeader("content-type", TYPES[extname(file)] ?? "").end(readFileSync(file));
  });
  try {
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    const textOf = async (path: string) => {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(String(error)));
      page.on("response", (one) => one.ok() || errors.push(`${one.status()} for ${one.url()}`));
      await page.goto(`http://127.0.0.1:${port}/${path}`);
      const text = page.waitForFunction(() => document.body.textContent?.trim(), undefined, {
        timeout: 20_000,
      });
      return await text.then(
        (shown) => shown.jsonValue(),
        () => errors.join("; "),
      );
    };
    return { plain: await textOf("index.html"), vite: await textOf("built/index.html") };
  } finally {
    server.close();
    await browser.close();
  }
}
