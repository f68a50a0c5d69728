/** The command `npm run bench`. */
import type { BenchOptions } from "./options";
import { benchRobust } from "./robust/bench";
import { benchStep } from "./step/bench";

const BENCHES: Record<string, (options: BenchOptions) => Promise<void>> = {
  robust: benchRobust,
  step: benchStep,
};

const [name = "", ...flags] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined || flags.some((flag) => flag !== "--json" && flag !== "--quick")) {
  process.stderr.write(`npm run bench -- ${Object.keys(BENCHES).join(" | ")} [--json] [--quick]\n`);
  process.exitCode = 2;
} else {
  await bench({ json: flags.includes("--json"), quick: flags.includes("--quick") });
}
