import { parseArgs } from "node:util";
import { AttackConfig, describeConfigError, RoomCode } from "@honest-majority/protocol";
import { UsageError } from "../lab/options";

export const WORKER_USAGE = `npm run worker -- --url http://localhost:8080 --room KRUM-42 [options]

  --url ADDRESS    the coordinator's http address, as it prints it
  --room CODE      the class to join
  --count 8        how many workers, 1 unless said
  --name NAME      what the dashboard calls them; several are numbered
  --attack alie    malicious from the first round on; with options as JSON: '{"kind":"alie","z":1.5}'`;

export interface WorkerOptions {
  url: string;
  room: string;
  count: number;
  name?: string;
  attack?: AttackConfig;
}

/** @throws UsageError that says which option is wrong and what must hold. */
export function parseWorkerOptions(args: readonly string[]): WorkerOptions | "help" {
  const values = parse(args);
  if (values.help) return "help";
  if (values.url === undefined || values.room === undefined) {
    throw new UsageError(`--url and --room must be given:\n\n${WORKER_USAGE}`);
  }
  const room = RoomCode.safeParse(values.room);
  if (!room.success) throw new UsageError(`--room: ${describeConfigError(room.error)}, got ${values.room}`);
  const count = Number(values.count);
  if (!Number.isInteger(count) || count < 1 || count > 256) {
    throw new UsageError(`--count must be a whole number from 1 to 256, got ${values.count}`);
  }
  return {
    url: originOf(values.url),
    room: room.data,
    count,
    name: values.name,
    attack: attackOf(values.attack),
  };
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--url must be an address such as http://localhost:8080, got ${text}`);
  }
  return url.origin;
}

function attackOf(text: string | undefined): AttackConfig | undefined {
  if (text === undefined) return undefined;
  const parsed = AttackConfig.safeParse(text.trim().startsWith("{") ? json(text) : text);
  if (!parsed.success) throw new UsageError(`--attack ${text}: ${describeConfigError(parsed.error)}`);
  return parsed.data;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--attack must be a name or JSON: ${(error as Error).message}`);
  }
}

function parse(args: readonly string[]) {
  try {
    const text = { type: "string" } as const;
    return parseArgs({
      args: [...args],
      options: {
        url: text,
        room: text,
        name: text,
        attack: text,
        count: { type: "string", default: "1" },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message.split(/\n|\. To specify/, 1)[0]);
  }
}
