import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { CONTEXT_OPTIONS, launchChromium } from "../src/chromium/launch";
import { bundle } from "../src/page/bundle";
import { allVectors } from "../src/vectors";

// thousands of small kernels, which a software adapter runs one by one
const PATIENT = { timeout: 900_000 };

test("the tfjs passes meet their cases and every conformance vector on WebGPU", PATIENT, async () => {
  const script = await bundle("passes.ts");
  const results = await inPage(script, async (page) => {
    await page.evaluate((vectors) => {
      globalThis.conformanceVectors = vectors;
    }, allVectors());
    await page.addScriptTag({ type: "module", url: "/script.js" });
    return page.evaluate(() => globalThis.casesOnWebgpu());
  });
  expect(results.filter(({ failure }) => failure !== undefined)).toEqual([]);
  expect(results.length).toBeGreaterThan(20);
});

/** A blank page on localhost, where WebGPU is, that can load one script. */
async function inPage<Result>(script: string, use: (page: Page) => Promise<Result>): Promise<Result> {
  const server = createServer(({ url }, answer) => {
    const isScript = url === "/script.js";
    answer.setHeader("Content-Type", `${isScript ? "text/javascript" : "text/html"}; charset=utf-8`);
    answer.end(isScript ? script : "<p>here");
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const browser = await launchChromium(inject("chromium"));
  try {
    const page = await browser.newPage(CONTEXT_OPTIONS);
    page.on("pageerror", (error) => console.log(error));
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    return await use(page);
  } finally {
    await browser.close();
    server.close();
  }
}
