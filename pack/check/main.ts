/**
 * `npm run pack:check [-- --node PATH]`: builds the packages, installs them in a folder outside the repository as
 * others would, and checks there what others rely on. `--node` names another Node that runs the scripts.
 */
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { buildLibrary } from "../library";
import { ROOT } from "../libraryManifest";
import { libraryChecks } from "./checkLibrary";
import { installForStranger } from "./stranger";

const { node } = parseArgs({ options: { node: { type: "string", default: process.execPath } } }).values;
const folders = await buildLibrary(join(ROOT, "dist", "packages"));
const built = Object.fromEntries(folders.map((folder) => [basename(folder), folder]));
const { folder, remove } = installForStranger(folders);
process.stdout.write(`ok: ${Object.keys(built).join(", ")} install without a network in ${folder}\n`);
try {
  for (const { claim, run } of libraryChecks({ built, folder, node })) {
    try {
      const detail = await run();
      process.stdout.write(`ok: ${claim}${detail && `: ${detail}`}\n`);
    } catch (error) {
      process.exitCode = 1;
      process.stdout.write(`FAILED: ${claim}: ${error instanceof Error ? error.message : error}\n`);
    }
  }
} finally {
  remove();
}
