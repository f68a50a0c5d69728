import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { expect, test } from "vitest";

const SCRIPT = join(import.meta.dirname, "tfjsNode.sh");

const run = (...args: string[]) => spawnSync("bash", args, { encoding: "utf8" });

test.runIf(process.platform === "linux")("tfjsNode.sh can be read, and says what it wants", () => {
  expect(run("-n", SCRIPT)).toMatchObject({ status: 0, stderr: "" });
  for (const [args, got] of [
    [[], ""],
    [["--gpu", "one", "two"], "one two"],
  ] as const) {
    const { status, stderr } = run(SCRIPT, ...args);
    expect(status).toBe(2);
    expect(stderr).toBe(
      `tfjsNode.sh: wants one folder to install into, and --gpu before it for an NVIDIA card; got: ${got}\n`,
    );
  }
});
