/** The command line. Everything that describes a run, flag or file, goes through the one RunConfig schema. */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeConfigError, RoomCode, RunConfig } from "@honest-majority/protocol";
import { z } from "zod";
import { AggregateOn } from "../compute/choosePasses";
import { parseJsonText } from "./jsonText";

export interface Options {
  port: number;
  host: string;
  httpsPort: number;
  dataDir: string;
  records: string;
  /** Rooms asked for; none opens the last one again, or a new one. */
  rooms: string[];
  /** Only where a file or a flag said something of the run. */
  config?: RunConfig;
  autostart: boolean;
  open: boolean;
  aggregateOn: AggregateOn;
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
  --room KRUM-42       room code; without it the last one, or a new one; KRUM-42,MEAN-7 opens two classes
  --config run.json    a run's settings; see docs/running.md
  --aggregate-on auto  simd or gpu; auto measures both where there is a GPU
  --autostart          start as soon as the run's workers are ready
  --no-open            do not open the dashboard in a browser

Every setting of a run is a flag too: --model softmax --rounds 50 --arms mean,krum --f 3
--momentum 0.9 --normalized true. Those with options take JSON: --attack '{"kind":"bitFlip","factor":5}'
A flag wins over the file.
`;

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a whole number from 0 to 65535")
  .transform(Number)
  .pipe(z.int().max(65535, "must be a whole number from 0 to 65535"));

const Door = z.object({
  port: port.default(8080),
  "https-port": port.default(8443),
  host: z.string().min(1).default("0.0.0.0"),
  "data-dir": z.string().min(1).default("data"),
  records: z.string().min(1).default("records"),
  "aggregate-on": AggregateOn.default("auto"),
  room: z
    .string()
    .transform((codes) => codes.split(","))
    .pipe(
      z.array(RoomCode).refine((codes) => new Set(codes).size === codes.length, "must not name a room twice"),
    )
    .default([]),
});

const kebab = (field: string) => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
/** What a flag stands for in the config: a field, or a field of `algorithm`. */
const RUN_FIELDS = Object.keys(RunConfig.shape);
const ALGORITHM_FIELDS = ["momentum", "normalized"] as const satisfies (keyof RunConfig["algorithm"])[];

export function parseOptions(
  args: readonly string[],
  readFile: (path: string) => string = (path) => readFileSync(path, "utf8"),
): ParsedOptions {
  const text = { type: "string" } as const;
  const yesNo = { type: "boolean", default: false } as const;
  const known = {
    ...Object.fromEntries(
      [...Object.keys(Door.shape), ...RUN_FIELDS.map(kebab), ...ALGORITHM_FIELDS, "config"].map((name) => [
        name,
        text,
      ]),
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
    const { port, host, "https-port": httpsPort, "data-dir": dataDir, records, room: rooms } = door.data;
    const aggregateOn = door.data["aggregate-on"];
    const options = { port, host, httpsPort, dataDir, records, rooms, aggregateOn, config: config.config };
    return {
      ok: true,
      options: { ...options, autostart: values.autostart === true, open: values["no-open"] !== true },
    };
  } catch (error) {
    return {
      ok: false,
      error: `${describeFlagError(error as Error)}; npm start -- --help lists the options`,
    };
  }
}

/** parseArgs goes on about positional arguments, which there are none of here. */
function describeFlagError({ message }: Error): string {
  return message.split(/\n|\. To specify a positional|\. This command does not/, 1)[0].replace(/\.$/, "");
}

type ParsedConfig = { ok: true; config: RunConfig | undefined } | { ok: false; error: string };

function configFrom(
  values: Record<string, string | boolean | undefined>,
  readFile: (path: string) => string,
): ParsedConfig {
  const given = (fields: readonly string[]) =>
    Object.fromEntries(
      fields.flatMap((field) => {
        const value = values[kebab(field)];
        return typeof value === "string" ? [[field, flagValue(field, value)]] : [];
      }),
    );
  const flags = given(RUN_FIELDS);
  const algorithm = given(ALGORITHM_FIELDS);
  const nothing = Object.keys(flags).length + Object.keys(algorithm).length === 0;
  const path = values.config;
  if (typeof path !== "string" && nothing) return { ok: true, config: undefined };
  const where = typeof path === "string" ? `--config ${path}` : "the run's settings";
  const file = typeof path === "string" ? settingsIn(path, readFile) : {};
  if (typeof file === "string") return { ok: false, error: `${where}: ${file}` };
  const merged: Record<string, unknown> = { ...file, ...flags };
  if ("rounds" in flags && !("budget" in flags)) delete merged.budget; // which would set them
  if (Object.keys(algorithm).length > 0)
    merged.algorithm = { ...(merged.algorithm as object | undefined), ...algorithm };
  const parsed = RunConfig.safeParse(merged);
  if (!parsed.success) return { ok: false, error: `${where}: ${describeConfigError(parsed.error)}` };
  return { ok: true, config: parsed.data };
}

/** The object in the file, or what is wrong with it. */
function settingsIn(path: string, readFile: (path: string) => string): object | string {
  try {
    const settings = parseJsonText(readFile(path));
    if (typeof settings === "object" && settings !== null && !Array.isArray(settings)) return settings;
    return "must hold one JSON object of settings";
  } catch (error) {
    if (error instanceof SyntaxError) return `must be JSON: ${error.message}`;
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? "there is no such file" : `cannot be read, ${message}`;
  }
}

/**
 * JSON where it is JSON, a number where it is one, `mean,krum` for arms, the bare word otherwise.
 *
 * @throws SyntaxError where it begins as JSON does and is none: a shell may have eaten its quotes.
 */
function flagValue(field: string, value: string): unknown {
  try {
    return parseJsonText(value);
  } catch (error) {
    if (/^\s*[{[]/.test(value))
      throw new SyntaxError(`--${kebab(field)} ${value}: must be JSON: ${(error as Error).message}`);
    if (field === "arms") return value.split(",").map((rule) => rule.trim());
    const number = Number(value); // also .3 and 007
    return value.trim() === "" || Number.isNaN(number) ? value : number;
  }
}
