/**
 * Injects faults into a real class for some minutes and checks every round, or watches its memory for long.
 *
 *   npm run campaign -- [--minutes N | --faults N] [--seed S] [--only KIND,KIND] [--json]
 *   npm run campaign -- --soak MINUTES
 *   npm run campaign -- --flood
 */
import { parseArgs } from "node:util";
import { runCampaign } from "./campaign";
import { FAULTS, faultOf } from "./faults/faults";
import { runFlood } from "./flood";
import { runSoak } from "./soak";
import { summaryOf } from "./summary";

const { values } = parseArgs({
  options: {
    minutes: { type: "string" },
    faults: { type: "string" },
    seed: { type: "string" },
    only: { type: "string" },
    soak: { type: "string" },
    flood: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

/** @throws RangeError unless the flag is absent or a number above 0. */
function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(value > 0)) throw new RangeError(`--${name} must be a number above 0, got ${text}`);
  return value;
}

function help(): string {
  const kinds = Object.keys(FAULTS).map((kind) => `  ${kind.padEnd(20)} ${faultOf(kind).sentence}`);
  return `Injects faults into a real class, and checks every round.

  --minutes N   for so long (2)          --faults N   so many faults
  --seed S      the list of faults (the time, which is printed)
  --only A,B    these kinds only         --json       the result as JSON
  --soak N      no check of rounds: memory, files and sockets over N minutes
  --flood       no check of rounds: their pace while one peer floods the class

Kinds of faults:
${kinds.join("\n")}`;
}

async function main(): Promise<number> {
  if (values.help) {
    console.log(help());
    return 0;
  }
  const print = (line: string) => console.error(line);
  const soak = positive("soak", values.soak);
  const seed = Number(values.seed ?? Math.floor(Date.now() / 1000));
  if (!Number.isSafeInteger(seed)) throw new RangeError(`--seed must be an integer, got ${values.seed}`);
  if (soak !== undefined) {
    const result = await runSoak({ minutes: soak, seed, print });
    console.log(values.json ? JSON.stringify(result, null, 2) : result.lines.join("\n"));
    return result.leaks.length === 0 ? 0 : 1;
  }
  if (values.flood) {
    console.log((await runFlood(seed, print)).join("\n"));
    return 0;
  }
  const kinds = values.only?.split(",");
  const unknown = kinds?.find((kind) => !Object.hasOwn(FAULTS, kind));
  if (unknown !== undefined)
    throw new RangeError(`--only must name kinds of faults (see --help), got ${unknown}`);
  const faults = positive("faults", values.faults);
  const minutes =
    positive("minutes", values.minutes) ?? (faults === undefined ? 2 : Number.POSITIVE_INFINITY);
  const end = performance.now() + minutes * 60_000;
  print(`seed ${seed}`);
  const result = await runCampaign({
    seed,
    kinds,
    goesOn: (step) => step < (faults ?? Number.POSITIVE_INFINITY) && performance.now() < end,
    print,
  });
  console.log(values.json ? JSON.stringify(result, null, 2) : summaryOf(result));
  return result.findings.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error instanceof RangeError ? error.message : error);
    process.exit(1);
  },
);
