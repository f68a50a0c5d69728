#!/usr/bin/env node
/** The program in an installed package, as `npm run pack:program` lays it out. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { calledAs } from "./calledAs";
import { versionIn } from "./installation";
import { run } from "./run";

const root = fileURLToPath(new URL("..", import.meta.url)); // Node 18 gets as far as the sentence that it is too old
await run({
  version: versionIn(root),
  program: calledAs(root),
  pages: join(root, "pages"),
  computeThread: new URL("./computeThread.js", import.meta.url),
  measureProcess: new URL("./measureProcess.js", import.meta.url),
  labProcess: new URL("./labProcess.js", import.meta.url),
});
