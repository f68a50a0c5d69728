import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * How a person calls the installed program, for messages. `npx FILE.tgz` installs into a folder of its own, whose
 * package.json keeps FILE.tgz: by its own name, npx would look for the program in the registry.
 *
 * @param root The folder of the installed package: `…/node_modules/honest-majority`.
 */
export function calledAs(root: string): string {
  const [asked, ...others] = npxPackages(join(root, "../../package.json"));
  if (asked === undefined || others.length > 0) return "npx honest-majority";
  return `npx ${/\s/.test(asked) ? `"${asked}"` : asked}`;
}

function npxPackages(file: string): string[] {
  try {
    return JSON.parse(readFileSync(file, "utf8"))._npx.packages;
  } catch {
    return []; // not installed by npx
  }
}
