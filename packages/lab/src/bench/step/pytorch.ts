import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("./timeTorch.py", import.meta.url));

/** PyTorch's milliseconds per step on one thread, by model; or why there are none. */
export function pytorchSteps(models: readonly string[]): Record<string, number> | string {
  const { status, stdout, stderr, error } = spawnSync("python3", [SCRIPT, ...models], { encoding: "utf8" });
  if (error) return error.message;
  if (status !== 0) return stderr.trim().split("\n").at(-1) ?? `python3 ended with ${status}`;
  return JSON.parse(stdout) as Record<string, number>;
}
