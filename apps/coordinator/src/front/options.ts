/** The command line. Everything that describes a run, flag or file, goes through the one RunConfig schema. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeConfigError, RoomCode, RunConfig } from "@honest-majority/protocol";
import { z } from "zod";

export interface Options {
  port: number;
  host: string;
  httpsPort: number;
  dataDir: string;
  records: string;
  room?: string;
  /** Only where a file or a flag said something of the run. */
  config?: RunConfig;
  autostart: boolean;
  open: boolean;
}

export type ParsedOptions =
  | { ok: true; options: Options }
  | { ok: true; help: string }
  | { ok: false; error: string };

const HELP = `npm start -- [options]

  --port 8080          http, for this machine and for tabs without WebGPU; 0 takes a free one
  --https-port 8443    https, for tabs on the network
  --host 0.0.0.0       address to listen on; 127.0.0.1 keeps the network out
  --data-dir data      where data sets are; npm run data -- mnist fetches one
  --records records    where runs are kept; a coordinator started again goes on from there
  --room KRUM-42       room code; without it the last one, or a new one
  --config run.json    a run's settings; see docs/running.md
  --autostart          start as soon as the run's workers are ready
  --no-open            do not open the dashboard in a browser

Every setting of a run is a flag too: --model softmax --rounds 50 --arms mean,krum --f 3
`;

const Door = z.object({
  port: z.coerce.number().int().min(0).max(65535).default(8080),
  "https-port": z.coerce.number().int().min(0).max(65535).default(8443),
  host: z.string().min(1).default("0.0.0.0"),
  "data-dir": z.string().min(1).default("data"),
  records: z.string().min(1).default("records"),
  room: RoomCode.optional(),
});

const kebab = (field: string) => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const RUN_FIELDS = Object.keys(RunConfig.shape);

export function parseOptions(
  args: readonly string[],
  readFile: (path: string) => string = (path) => readFileSync(path, "utf8"),
): ParsedOptions {
  const text = { type: "string" } as const;
  const yesNo = { type: "boolean", default: false } as const;
  const known = {
    ...Object.fromEntries(
      [...Object.keys(Door.shape), ...RUN_FIELDS.map(kebab), "config"].map((name) => [name, text]),
    ),
    autostart: yesNo,
    "no-open": yesNo,
    help: yesNo,
  };
  try {
    const { values } = parseArgs({ args: [...args], options: known, allowPositionals: false });
    if (values.help === true) return { ok: true, help: HELP };
    const door = Door.safeParse(values);
    if (!door.success) return { ok: false, error: `--${describeConfigError(door.error)}` };
    const config = configFrom(values as Record<string, string | boolean | undefined>, readFile);
    if (!config.ok) return config;
    const { port, host, "https-port": httpsPort, "data-dir": dataDir, records, room } = door.data;
    const options = { port, host, httpsPort, dataDir, records, room, config: config.config };
    return {
      ok: true,
      options: { ...options, autostart: values.autostart === true, open: values["no-open"] !== true },
    };
  } catch (error) {
    return { ok: false, error: `${(error as Error).message.split("\n")[0]} (--help lists the options)` };
  }
}

type ParsedConfig = { ok: true; config: RunConfig | undefined } | { ok: false; error: string };

function configFrom(
  values: Record<string, string | boolean | undefined>,
  readFile: (path: string) => string,
): ParsedConfig {
  const flags = Object.fromEntries(
    RUN_FIELDS.flatMap((field) => {
      const value = values[kebab(field)];
      return typeof value === "string" ? [[field, flagValue(field, value)]] : [];
    }),
  );
  const path = values.config;
  if (typeof path !== "string" && Object.keys(flags).length === 0) return { ok: true, config: undefined };
  const where = typeof path === "string" ? `--config ${path}` : "the run's settings";
  let file: unknown = {};
  if (typeof path === "string") {
    try {
      file = JSON.parse(readFile(path));
    } catch (error) {
      return { ok: false, error: `${where}: must be a readable JSON file, ${(error as Error).message}` };
    }
    if (typeof file !== "object" || file === null || Array.isArray(file)) {
      return { ok: false, error: `${where}: must hold one JSON object of settings` };
    }
  }
  const parsed = RunConfig.safeParse({ ...(file as object), ...flags });
  if (!parsed.success) return { ok: false, error: `${where}: ${describeConfigError(parsed.error)}` };
  return { ok: true, config: parsed.data };
}

/** JSON where it is JSON, `mean,krum` for arms, the bare word otherwise. */
function flagValue(field: string, value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return field === "arms" ? value.split(",").map((rule) => rule.trim()) : value;
  }
}
