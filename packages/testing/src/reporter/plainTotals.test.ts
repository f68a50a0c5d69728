import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

// Each test runs a real vitest, since only that calls a reporter as it does when a file does not load.
const repository = join(import.meta.dirname, "../../../..");
const vitest = join(repository, "node_modules/vitest/vitest.mjs");
const reporter = join(import.meta.dirname, "plainTotals.ts");

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plain-totals-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function runVitest(files: Record<string, string>, config: object = {}) {
  await writeFile(join(folder, "package.json"), `{ "type": "module" }`);
  await writeFile(
    join(folder, "vitest.config.js"),
    `export default ${JSON.stringify({ test: { globals: true, reporters: ["default", reporter], pool: "threads", ...config } })}`,
  );
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return new Promise<{ lines: string[]; code: number }>((resolve) => {
    const child = execFile(process.execPath, [vitest, "run", "--root", folder], (_error, stdout) =>
      resolve({ lines: stdout.trimEnd().split("\n"), code: child.exitCode ?? -1 }),
    );
  });
}

describe("the reporter", () => {
  test("prints the passed and failed tests as its last line", async () => {
    const { lines, code } = await runVitest({
      "a.test.js": `test("one", () => {}); test("two", () => {}); test("three", () => expect(1).toBe(2));`,
      "b.test.js": `test("four", () => {});`,
    });
    expect(lines.at(-1)).toBe("3 passed, 1 failed");
    expect(code).toBe(1);
  });

  test("counts over all projects, and a clean run exits with 0", async () => {
    const { lines, code } = await runVitest(
      { "a.one.js": `test("a", () => {});`, "b.two.js": `test("b", () => {}); test("c", () => {});` },
      {
        projects: [
          { test: { name: "one", globals: true, include: ["*.one.js"] } },
          { test: { name: "two", globals: true, include: ["*.two.js"] } },
        ],
      },
    );
    expect(lines.at(-1)).toBe("3 passed, 0 failed");
    expect(code).toBe(0);
  });

  test("prints why a test was skipped above the count", async () => {
    const { lines } = await runVitest({
      "a.test.js": `describe("here", () => { test("gpu", (ctx) => ctx.skip("no adapter")); }); test("b", () => {});`,
    });
    expect(lines.slice(-2)).toEqual([
      "skipped a.test.js > here > gpu: no adapter",
      "1 passed, 0 failed, 1 skipped",
    ]);
  });

  test("counts a file that does not load as failed", async () => {
    const { lines, code } = await runVitest({
      "a.test.js": `import "./missing.js"; test("never seen", () => {});`,
      "b.test.js": `test("b", () => {});`,
    });
    expect(lines.at(-1)).toBe("1 passed, 1 failed");
    expect(code).toBe(1);
  });

  test("counts a hook that throws as failed and its tests as skipped", async () => {
    const { lines, code } = await runVitest({
      "a.test.js": `describe("s", () => { beforeAll(() => { throw new Error("no") }); test("x", () => {}); test("y", () => {}); });`,
    });
    expect(lines.at(-1)).toBe("0 passed, 1 failed, 2 skipped");
    expect(code).toBe(1);
  });

  test("counts an error outside of every test as failed", async () => {
    const { lines, code } = await runVitest({
      "a.test.js": `test("fine", () => { Promise.reject(new Error("nobody waits for me")); });`,
    });
    expect(lines.at(-1)).toBe("1 passed, 1 failed");
    expect(code).toBe(1);
  });

  test("counts a global setup that throws as failed", async () => {
    const { lines, code } = await runVitest(
      {
        "a.test.js": `test("a", () => {});`,
        "setup.js": `export default () => { throw new Error("no browser"); };`,
      },
      { globalSetup: ["./setup.js"] },
    );
    expect(lines.at(-1)).toBe("0 passed, 1 failed");
    expect(code).toBe(1);
  });

  test("fails a run without tests and says so", async () => {
    const { lines, code } = await runVitest({});
    expect(lines.at(-1)).toBe("0 passed, 0 failed");
    expect(code).toBe(1);
  });
});
