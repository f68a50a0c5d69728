/**
 * Prints the path of the Chromium that the browser tests use.
 *
 *   npm run chromium [-- --install]     installs one where none is found
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { findChromium } from "./find";
import { nodeSystem } from "./nodeSystem";

const { values } = parseArgs({ options: { install: { type: "boolean", default: false } } });
const system = nodeSystem();
const found = await findChromium({ ...system, mayInstall: values.install || system.mayInstall });
if ("path" in found) console.log(found.path);
else {
  console.error(found.missing);
  process.exitCode = 1;
}
