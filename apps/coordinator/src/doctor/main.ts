/** `npm run doctor`: whether `npm start` with the same flags would work here, and what is missing. `--json` for programs. */

import { parseOptions } from "../front/options";
import { exitCode, findings, report } from "./findings";
import { look } from "./look";

const flags = process.argv.slice(2);
const parsed = parseOptions(flags.filter((flag) => flag !== "--json"));
if (!parsed.ok) {
  console.error(parsed.error);
  process.exit(2);
}
if ("help" in parsed) {
  console.log("npm run doctor -- [--json] [flags of npm start]");
  process.exit(0);
}
const all = findings(await look(parsed.options));
console.log(
  flags.includes("--json")
    ? JSON.stringify({ ok: exitCode(all) === 0, findings: all }, null, 2)
    : report(all),
);
process.exit(exitCode(all)); // Dawn would keep the process for a while
