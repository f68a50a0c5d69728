import { test } from "vitest";
import { expectAllPassed, openPassesPage } from "./passes.cases";

// a software adapter runs thousands of small kernels one by one
const PATIENT = { timeout: 900_000 };

test("tfjs on WebGPU passes the cases and every vector at the tolerances of tfjs", PATIENT, async () => {
  const page = await openPassesPage();
  expectAllPassed(await page.evaluate(() => globalThis.casesOn.webgpu()));
});
