import { availableParallelism } from "node:os";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** How long a test may poll for something: long, because a machine may be busy; success ends the wait. */
const PATIENCE = { timeout: 20_000 };

/** Settings of all tests in a real Chromium. */
const IN_CHROMIUM = {
  globalSetup: ["e2e/src/chromium/globalSetup.ts"],
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: PATIENCE },
};

/** These run one at a time: they emulate a GPU on all cores, or measure how fast hidden tabs train. */
const BUSY = ["demo", "hiddenTabs"].map((name) => `e2e/browser/${name}.e2e.test.ts`);

/** Minutes each: `npm run test:long` runs these too. */
const LONG = "e2e/browser/**/*.long.e2e.test.ts";

export default defineConfig({
  root: "apps/web",
  publicDir: "../../public",
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2022",
    license: { fileName: "licenses.md" },
    // on a slow machine this check prints plugin timings among the lines that a teacher reads
    rolldownOptions: {
      checks: { pluginTimings: false },
      // a file of its own, so that zod is set (withoutEval.ts) before a file with schemas runs
      output: { codeSplitting: { groups: [{ name: "zod", test: /node_modules[\\/]zod[\\/]/ }] } },
    },
  },
  test: {
    root: ".",
    reporters: ["default", "./packages/testing/src/reporter/plainTotals.ts"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["{apps,packages,e2e,examples,lint,pack}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.{e2e,long}.test.ts", "**/node_modules/**"],
          setupFiles: [
            "packages/testing/src/propertySeed.ts",
            "packages/learning/src/backend/sameBackend.cases.ts",
          ],
          // the default leaves one core free, which is half of two; wire tests wait more than they compute
          maxWorkers: availableParallelism() + 2,
          isolate: false, // files share their imports, which took a fifth of the time in separate processes
          testTimeout: 30_000, // some tests start processes, on machines with two busy cores
          hookTimeout: 60_000,
          expect: { poll: PATIENCE },
        },
      },
      {
        // minutes each: `npm run test:long` runs these, `npm test` does not
        test: {
          name: "long",
          include: ["{apps,packages,e2e,examples,lint,pack}/**/*.long.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 900_000,
          hookTimeout: 60_000, // a coordinator may start slowly on a busy machine
        },
      },
      {
        test: {
          ...IN_CHROMIUM,
          name: "browser",
          include: ["e2e/browser/**/*.e2e.test.ts"],
          exclude: [...BUSY, LONG],
          maxWorkers: 3, // one starts processes and waits for pages while the others compute
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...IN_CHROMIUM,
          name: "busy",
          include: BUSY,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...IN_CHROMIUM,
          name: "long-browser",
          include: [LONG],
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
