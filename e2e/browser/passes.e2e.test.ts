import { test } from "vitest";
import { expectAllPassed, openPassesPage } from "./passes.cases";

test("SIMD passes its cases and every conformance vector in a browser", async () => {
  const page = await openPassesPage();
  expectAllPassed(await page.evaluate(() => globalThis.casesOn.simd()));
});
