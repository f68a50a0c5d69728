import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { NotInstalled } from "./ladder";

/**
 * Imports a package that may be missing: from where this module is, or else from `folder`. npx runs a program from a
 * folder of its own, while `npm install` puts a package into the folder where the person works, or into PACKAGES_DIR.
 *
 * @throws NotInstalled when the package is in neither.
 */
export async function importOptional(
  packageName: string,
  folder = process.env.PACKAGES_DIR || process.cwd(),
): Promise<unknown> {
  try {
    // through a variable, so that neither TypeScript nor a bundler looks for the package
    return await import(packageName);
  } catch (error) {
    if (!isAbsent(error, packageName)) throw error;
  }
  return import(pathToFileURL(resolveFrom(folder, packageName)).href);
}

function resolveFrom(folder: string, packageName: string): string {
  try {
    return createRequire(join(folder, "any.js")).resolve(packageName);
  } catch (error) {
    throw isAbsent(error, packageName) ? new NotInstalled(packageName) : error;
  }
}

/** Whether this very package is missing, and not one that it needs. */
function isAbsent(error: unknown, packageName: string): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND") &&
    error.message.includes(`'${packageName}'`)
  );
}
