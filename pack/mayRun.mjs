/**
 * Ends with a sentence where no other script can run: Node is too old, or the packages are not installed. npm scripts run it
 * first. It needs no package, and runs on any Node that has modules.
 */
import { existsSync } from "node:fs";

const problem = ofNode() ?? ofPackages();
if (problem !== undefined) {
  console.error(problem);
  process.exit(1);
}

/** As package.json's `engines` says. */
function ofNode() {
  const [major, minor] = process.version.slice(1).split(".").map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return undefined;
  return `Node ${process.version} is too old: install Node 20.19 or newer, or 22.12 or newer, from https://nodejs.org, then run npm ci`;
}

function ofPackages() {
  const tools = ["tsx", "vite", "assemblyscript"];
  if (tools.every((tool) => existsSync(new URL(`../node_modules/${tool}`, import.meta.url))))
    return undefined;
  return "The packages are not installed, or not all of them: run npm ci";
}
