/** The lab's command line. */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import type { Size } from "@honest-majority/lab";

export const USAGE = `npm run lab -- COMMAND

  list                        the presets, and what each must show
  run run.json                one run; every setting is one of the coordinator's (docs/running.md)
  sweep sweep.json            every combination of the settings that it lists; killed, it goes on where it was
  reproduce PRESET            a table of one of the papers; --size smoke, laptop or paper
  optimal-batch               reproduce optimal-batch: the papers' B* beside the batch that did best
  report PRESET               a finished sweep's tables and figures again

  --size laptop               how much of the paper: smoke (a minute), laptop (two cores), paper (a GPU)
  --data-dir data             where data sets are; npm run data -- mnist fetches one
  --out results               where results go, a folder for each sweep
  --processes N               runs side by side; as many as there are cores
  --json                      one line a round and a summary, for programs`;

export interface LabOptions {
  command: string;
  what?: string;
  size: Size;
  dataDir: string;
  out: string;
  processes: number;
  json: boolean;
}

/** For a person to read: what was asked for cannot be done so. */
export class UsageError extends Error {
  override name = "UsageError";
}

const SIZES = ["smoke", "laptop", "paper"] as const;

/** @throws UsageError */
export function parseLabOptions(args: readonly string[]): LabOptions | "help" {
  const parsed = parse(args);
  const { values, positionals } = parsed;
  const [command, what, ...more] = positionals;
  if (values.help === true || command === undefined) return "help";
  if (more.length > 0) throw new UsageError(`one thing at a time, got ${what} and ${more.join(" and ")}`);
  const size = SIZES.find((known) => known === values.size);
  if (size === undefined) throw new UsageError(`--size must be ${SIZES.join(", ")}, got ${values.size}`);
  const processes = values.processes === undefined ? availableParallelism() : Number(values.processes);
  if (!Number.isInteger(processes) || processes < 1) {
    throw new UsageError(`--processes must be a whole number from 1, got ${values.processes}`);
  }
  return {
    command,
    what,
    size,
    dataDir: values["data-dir"],
    out: values.out,
    processes,
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        size: { type: "string", default: "laptop" },
        "data-dir": { type: "string", default: "data" },
        out: { type: "string", default: "results" },
        processes: { type: "string" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message.split(/\n|\. To specify/, 1)[0]);
  }
}
