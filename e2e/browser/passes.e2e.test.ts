import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { bundle } from "@honest-majority/testing/page/bundle";
import type { CaseResult } from "@honest-majority/testing/page/vitest";
import { allVectors } from "@honest-majority/testing/vectors";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { CONTEXT_OPTIONS, launchChromium } from "../src/chromium/launch";
import { REPOSITORY } from "../src/repository";

// a software adapter runs thousands of small kernels one by one
const PATIENT = { timeout: 900_000 };

/** A blank page on localhost, which offers WebGPU, and two files beside it. */
const files = new Map<string | undefined, { type: string; content: string | Buffer }>([
  ["/", { type: "text/html; charset=utf-8", content: "<p>here" }],
]);
const server = createServer(({ url }, answer) => {
  const file = files.get(url);
  answer.writeHead(file ? 200 : 404, { "Content-Type": file?.type ?? "text/plain" }).end(file?.content);
});
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const script = await bundle(join(import.meta.dirname, "../src/page/passes.ts"));
  const kernels = readFileSync(join(REPOSITORY, "packages/robust/dist/robust.wasm")); // npm run wasm builds it
  files.set("/script.js", { type: "text/javascript; charset=utf-8", content: script });
  files.set("/robust.wasm", { type: "application/wasm", content: kernels });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  browser = await launchChromium(inject("chromium"));
  page = await browser.newPage(CONTEXT_OPTIONS);
  page.on("pageerror", (error) => console.log(error));
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  await page.evaluate((vectors) => {
    globalThis.conformanceVectors = vectors;
  }, allVectors());
  await page.addScriptTag({ type: "module", url: "/script.js" });
});
afterAll(async () => {
  await browser?.close();
  server.close();
});

function expectAllPassed(results: readonly CaseResult[]): void {
  expect(results.filter(({ failure }) => failure !== undefined)).toEqual([]);
  expect(results.length).toBeGreaterThan(20);
}

describe("the passes in a browser", () => {
  test("SIMD passes its cases and every conformance vector", async () => {
    expectAllPassed(await page.evaluate(() => globalThis.casesOn.simd()));
  });

  test("tfjs on WebGPU passes them at the same tolerances", PATIENT, async () => {
    expectAllPassed(await page.evaluate(() => globalThis.casesOn.webgpu()));
  });
});
