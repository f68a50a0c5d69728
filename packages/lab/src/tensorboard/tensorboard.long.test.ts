import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { NPM_SCRIPTS, RunConfig } from "@honest-majority/protocol";
import type { Scalar } from "@honest-majority/records";
import { expect, test, vi } from "vitest";
import { curveOf } from "../run/curve";
import { openLaboratory } from "../run/laboratory";
import { runScalars } from "./runScalars";
import { writeRun } from "./writeEvents";

vi.setConfig({ testTimeout: 180_000 }); // starts Python, which loads TensorBoard

/** PYTHON names the interpreter, such as that of a virtual environment. */
const PYTHON = process.env.PYTHON ?? (process.platform === "win32" ? "python" : "python3");
const READER = fileURLToPath(new URL("./readEvents.py", import.meta.url));

test("TensorBoard reads every scalar of a run", async ({ skip }) => {
  const found = spawnSync(PYTHON, ["-c", "import tensorboard"], { encoding: "utf8" });
  if (found.status !== 0) {
    const cause = found.error?.message ?? found.stderr.trim().split("\n").at(-1);
    const reason = `${PYTHON} has no tensorboard (${cause}); PYTHON names another one`;
    console.log(`skipped: ${reason}`);
    return skip(reason);
  }
  const config = RunConfig.parse({
    model: "softmax",
    workers: 3,
    rounds: 6,
    evaluateEvery: 2,
    attack: "backdoor",
    attackers: 1,
    validation: 0.1,
    schedule: "cosine",
  });
  const { records, seconds } = await (await openLaboratory("data", NPM_SCRIPTS)).run(config);
  const scalars = runScalars(config, curveOf(records, 0), seconds);
  expect(new Set(scalars.map(({ tag }) => tag)).size).toBe(6);
  const folder = await mkdtemp(join(tmpdir(), "tensorboard-"));
  try {
    await writeRun(folder, "run", scalars);
    const { stdout, stderr } = spawnSync(PYTHON, [READER, join(folder, "run")], { encoding: "utf8" });
    expect(stdout, stderr).toMatch(/^{/);
    const read = JSON.parse(stdout) as { version: string; scalars: Scalar[] };
    console.log(`read by TensorBoard ${read.version}`);
    const sorted = (list: Scalar[]) =>
      list.map((one) => JSON.stringify([one.tag, one.step, one.wallTime, Math.fround(one.value)])).sort();
    expect(sorted(read.scalars)).toEqual(sorted(scalars));
  } finally {
    await rm(folder, { recursive: true });
  }
});
