/** Starts the benchmark of the dashboard, which is among the browser tests, in a process of its own. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "@honest-majority/protocol";

const BENCHMARK = "e2e/src/bench/dashboard.ts";

/**
 * Resolves with its exit code.
 *
 * @throws UserError if the browser tests are not here.
 */
export async function benchDashboard(
  { quick, json }: { quick: boolean; json: boolean },
  repository: string | undefined,
): Promise<number> {
  if (repository === undefined || !existsSync(join(repository, BENCHMARK)))
    throw new UserError(
      "usage",
      `bench dashboard needs a clone of the whole repository, with its browser tests`,
    );
  const path = join(repository, BENCHMARK);
  const flags = [...(quick ? ["--quick"] : []), ...(json ? ["--json"] : [])];
  const child = spawn(process.execPath, ["--import", "tsx", path, ...flags], {
    cwd: repository,
    stdio: "inherit",
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
