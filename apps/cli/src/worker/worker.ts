import { AttackConfig, describeConfigError, RoomCode, UserError } from "@honest-majority/protocol";
import type { Command } from "commander";
import { addFlags, type Flag, type Flags } from "../commandLine";
import { integerFlag, jsonFlagValue } from "../flagValue";
import { PLUGIN_FLAG } from "../plugins";

const FLAGS: readonly Flag[] = [
  { name: "url", value: "address", says: "the http address that the coordinator prints" },
  { name: "room", value: "code", says: "the room to join" },
  { name: "count", value: "number", says: "how many workers", unset: "1" },
  { name: "name", value: "name", says: "the workers' name on the dashboard; several workers get numbers" },
  {
    name: "attack",
    value: "attack",
    says: `the workers are malicious from the first round on; with options as JSON: '{"kind":"alie","z":1.5}'`,
  },
];

export function defineWorker(command: Command): void {
  addFlags(command, [...FLAGS, PLUGIN_FLAG]);
  command.action(async (flags: Flags) => {
    const options = workerOptions(flags);
    const { runWorkers } = await import("./runWorkers");
    await runWorkers(options);
  });
}

export interface WorkerOptions {
  url: string;
  room: string;
  count: number;
  name?: string;
  attack?: AttackConfig;
}

/** @throws UserError that names the wrong flag and what it must be. */
export function workerOptions(flags: Flags): WorkerOptions {
  if (flags.url === undefined || flags.room === undefined) {
    throw new UserError("usage", "--url and --room must be given; --help lists the other flags");
  }
  const room = RoomCode.safeParse(flags.room);
  if (!room.success) {
    throw new UserError("usage", `--room: ${describeConfigError(room.error)}, got ${flags.room}`);
  }
  return {
    url: originOf(flags.url),
    room: room.data,
    count: integerFlag(flags, "count", { least: 1, most: 256, unset: 1 }),
    name: flags.name,
    attack: attackOf(flags.attack),
  };
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UserError("usage", `--url must be an address such as http://localhost:8080, got ${text}`);
  }
  return url.origin;
}

function attackOf(text: string | undefined): AttackConfig | undefined {
  if (text === undefined) return undefined;
  const parsed = AttackConfig.safeParse(jsonFlagValue("attack", text));
  if (parsed.success) return parsed.data;
  throw new UserError("usage", `--attack ${text}: ${describeConfigError(parsed.error)}`);
}
