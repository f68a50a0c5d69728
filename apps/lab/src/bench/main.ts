/** The command `npm run bench`. */
import { ModelName } from "@honest-majority/protocol";
import type { BenchOptions } from "./options";
import { benchRobust } from "./robust/bench";
import { benchSteps } from "./step";

const BENCHES: Record<string, (options: BenchOptions) => Promise<void>> = {
  robust: benchRobust,
  step: ({ json, quick }) => benchSteps(quick ? ["softmax", "mlp"] : ModelName.options, json),
};

const [name = "", ...flags] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined || flags.some((flag) => flag !== "--json" && flag !== "--quick")) {
  process.stderr.write(`npm run bench -- ${Object.keys(BENCHES).join(" | ")} [--json] [--quick]\n`);
  process.exitCode = 2;
} else {
  await bench({ json: flags.includes("--json"), quick: flags.includes("--quick") });
}
