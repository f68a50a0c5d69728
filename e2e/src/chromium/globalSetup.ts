import type { TestProject } from "vitest/node";
import { ensureWebIsBuilt } from "../webBuild";
import { type Found, findChromium } from "./find";
import { nodeSystem } from "./nodeSystem";

declare module "vitest" {
  interface ProvidedContext {
    chromium: Found;
  }
}

/**
 * Runs once before the browser tests: finds a Chromium and builds the pages. Without a Chromium the tests
 * that need one fail with the reason; throwing here would stop the unit project as well.
 */
export default async function setup(project: TestProject): Promise<void> {
  project.provide("chromium", await findChromium(nodeSystem()));
  await ensureWebIsBuilt();
}
