/** Starts a benchmark that is among the tests of whole apps, in a process of its own. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "@honest-majority/protocol";

/** By name, what each needs of a clone. */
const NEEDS = { dashboard: "browser tests", playground: "browser tests", load: "tests of whole apps" };

/**
 * Resolves with its exit code.
 *
 * @throws UserError if the repository is not here.
 */
export async function benchOfRepository(
  name: keyof typeof NEEDS,
  args: readonly string[],
  repository: string | undefined,
): Promise<number> {
  const path = join(repository ?? "", `e2e/src/bench/${name}.ts`);
  if (repository === undefined || !existsSync(path))
    throw new UserError(
      "usage",
      `bench ${name} needs a clone of the whole repository, with its ${NEEDS[name]}`,
    );
  const child = spawn(process.execPath, ["--import", "tsx", path, ...args], {
    cwd: repository,
    stdio: "inherit",
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/** The flags that were given, as they are written on a command line. */
export function written(flags: Readonly<Record<string, string | boolean | undefined>>): string[] {
  return Object.entries(flags).flatMap(([name, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [`--${name}`] : [`--${name}`, value];
  });
}
