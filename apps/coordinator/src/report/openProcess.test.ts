import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { measureBackends } from "@honest-majority/report";
import { describe, expect, onTestFinished, test } from "vitest";
import { openProcess } from "./openProcess";

/** A measuring process with this body of its message handler; `id`, `task` and `answer` are there. */
function processThat(does: string): URL {
  const folder = mkdtempSync(join(tmpdir(), "process-"));
  onTestFinished(() => rmSync(folder, { recursive: true, maxRetries: 5 }));
  const file = join(folder, "process.mjs");
  const answer = "const answer = (answer) => process.send({ id, answer });";
  writeFileSync(file, `process.on("message", ({ id, task }) => { ${answer} ${does} });`);
  return pathToFileURL(file);
}

const measure = (module: URL, limitMs = 20_000) =>
  measureBackends([{ name: "gpu", models: ["softmax", "mlp"] }], {
    open: () => openProcess(module),
    limitMs,
    after(ms, what) {
      const timer = setTimeout(what, ms);
      return () => clearTimeout(timer);
    },
    say() {},
  });

const STARTS = 'if (task.kind === "start") return answer({ installed: true });';
const DONE = { selfTest: { ok: true, largestError: 0 }, medianMs: 1, fastestMs: 1, steps: 1 };

describe("openProcess", () => {
  test("turns a crash into a result with the process's last words, and the next model gets a new process", async () => {
    const crash = 'process.stderr.write("Could not load libcudart.so\\n", () => process.exit(7))';
    const module = processThat(
      `${STARTS} if (task.model === "softmax") ${crash}; else answer(${JSON.stringify(DONE)})`,
    );
    const [{ models }] = await measure(module);
    const detail = "its process ended with exit code 7; it wrote: Could not load libcudart.so";
    expect(models).toEqual([
      { model: "softmax", outcome: "failed", detail },
      { model: "mlp", outcome: "done", ...DONE },
    ]);
  });

  test("ends a process that never comes back from native code", async () => {
    const module = processThat(
      `${STARTS} if (task.model === "softmax") for (;;); else answer(${JSON.stringify(DONE)})`,
    );
    const [{ models }] = await measure(module, 3000);
    expect(models[0]).toEqual({ model: "softmax", outcome: "stopped", afterSeconds: 3 });
  });

  test("says why a process cannot start", async () => {
    const [{ start }] = await measure(new URL("missing.mjs", import.meta.url));
    expect(start).toMatchObject({
      outcome: "failed",
      detail: expect.stringContaining("its process ended with"),
    });
  });
});
