/** A blank page on localhost, which offers WebGPU, with the cases of the passes in it. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { bundle } from "@honest-majority/testing/page/bundle";
import type { CaseResult } from "@honest-majority/testing/page/vitest";
import { allVectors } from "@honest-majority/testing/vectors";
import type { Page } from "playwright-core";
import { expect, inject, onTestFinished } from "vitest";
import { CONTEXT_OPTIONS, launchChromium } from "../src/chromium/launch";
import { REPOSITORY } from "../src/repository";

/** For one test. */
export async function openPassesPage(): Promise<Page> {
  const script = await bundle(join(import.meta.dirname, "../src/page/passes.ts"));
  const kernels = readFileSync(join(REPOSITORY, "packages/robust/dist/robust.wasm")); // npm run wasm builds it
  const files = new Map<string | undefined, { type: string; content: string | Buffer }>([
    ["/", { type: "text/html; charset=utf-8", content: "<p>here" }],
    ["/script.js", { type: "text/javascript; charset=utf-8", content: script }],
    ["/robust.wasm", { type: "application/wasm", content: kernels }],
  ]);
  const server = createServer(({ url }, answer) => {
    const file = files.get(url);
    answer.writeHead(file ? 200 : 404, { "Content-Type": file?.type ?? "text/plain" }).end(file?.content);
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const browser = await launchChromium(inject("chromium"));
  onTestFinished(() => browser.close());
  const page = await browser.newPage(CONTEXT_OPTIONS);
  page.on("pageerror", (error) => console.log(error));
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  await page.evaluate((vectors) => {
    globalThis.conformanceVectors = vectors;
  }, allVectors());
  await page.addScriptTag({ type: "module", url: "/script.js" });
  return page;
}

export function expectAllPassed(results: readonly CaseResult[]): void {
  expect(results.filter(({ failure }) => failure !== undefined)).toEqual([]);
  expect(results.length).toBeGreaterThan(20);
}
