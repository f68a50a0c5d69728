import { availableParallelism } from "node:os";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** How long a test may wait for what must come: long, since a busy machine is no fault; what comes ends the wait. */
const PATIENCE = { timeout: 20_000 };

/** What all tests in a real Chromium need. */
const IN_CHROMIUM = {
  globalSetup: ["e2e/src/chromium/globalSetup.ts"],
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: PATIENCE },
};

/** They take all cores, for a GPU in software or to show how fast a hidden tab trains, and have the machine to themselves. */
const BUSY = ["demo", "passes", "hiddenTabs"].map((name) => `e2e/browser/${name}.e2e.test.ts`);

export default defineConfig({
  root: "apps/web",
  publicDir: "../../public",
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: "../../dist/web",
    emptyOutDir: true,
    target: "es2022",
    // on a slow machine it prints how long each plugin took, in the middle of what a teacher is to read
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: {
    proxy: { "/api": "http://localhost:8080", "/socket.io": { target: "ws://localhost:8080", ws: true } },
  },
  test: {
    root: ".",
    reporters: ["default", "./packages/testing/src/reporter/plainTotals.ts"],
    projects: [
      {
        test: {
          name: "unit",
          include: ["{apps,packages,e2e,lint}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.e2e.test.ts", "**/node_modules/**"],
          // the default leaves a core free, which of two is half of them; and tests of the wire wait more than they compute
          maxWorkers: availableParallelism() + 1,
          isolate: false, // files share what they import, which in a process each took a fifth of the time
          testTimeout: 30_000, // some start real processes, on machines with two busy cores
          hookTimeout: 60_000,
          expect: { poll: PATIENCE },
        },
      },
      {
        test: {
          ...IN_CHROMIUM,
          name: "browser",
          include: ["e2e/browser/**/*.e2e.test.ts"],
          exclude: BUSY,
          maxWorkers: 2, // one starts processes and waits for pages while the other computes
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
    ],
  },
});
