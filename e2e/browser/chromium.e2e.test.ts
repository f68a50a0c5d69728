import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, inject, test } from "vitest";
import { CONTEXT_OPTIONS, launchChromium } from "../src/chromium/launch";

describe("the Chromium of these tests", () => {
  test("gives a page on localhost a WebGPU adapter without a GPU", async () => {
    const server = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end("<p>here"));
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    const browser = await launchChromium(inject("chromium"));
    try {
      const page = await browser.newPage(CONTEXT_OPTIONS);
      await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
      const adapter = await page.evaluate(async () => (await navigator.gpu?.requestAdapter())?.info.vendor);
      expect(adapter).toBeTypeOf("string");
    } finally {
      await browser.close();
      server.close();
    }
  });
});
