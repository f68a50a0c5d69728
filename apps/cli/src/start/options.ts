/** Defines the flags of `start` and converts them to the coordinator's options. */
import { AGGREGATE_ON, type Options } from "@honest-majority/coordinator/options";
import { DEFAULT_KEEP_DAYS } from "@honest-majority/coordinator/records/forgetOldRooms";
import { defaultDataDir } from "@honest-majority/datasets/dataDir";
import { LIMITS, RoomCode, UserError } from "@honest-majority/protocol";
import { z } from "zod";
import { type Flag, type Flags, flagName } from "../commandLine";
import { choiceFlag, integerFlag } from "../flagValue";
import { PLUGIN_FLAG, pluginUrls } from "../plugins";
import { runConfigFrom, runFlags } from "../runSettings";

/** Where classes are recorded: of every command that reads or deletes them. */
export const RECORDS_FLAGS: readonly Flag[] = [
  {
    name: "records",
    value: "folder",
    says: "the folder of the records; a restarted coordinator continues from them",
    unset: "records",
  },
  {
    name: "keys",
    value: "folder",
    says: "the folder of the tokens and of the certificate's key, which must not be handed on",
    unset: "the folder of the records with -keys at its end",
  },
];

/** `env` sets the default of --data-dir. */
export const startFlags = (env: { DATA_DIR?: string } = process.env): Flag[] => [
  {
    name: "port",
    value: "number",
    says: "the http port, for this machine and for tabs without WebGPU; 0 takes a free one",
    unset: "8080",
  },
  {
    name: "httpsPort",
    value: "number",
    says: "the https port, for tabs on the network; 0 takes a free one",
    unset: "8443",
  },
  {
    name: "host",
    value: "address",
    says: "the address to listen on; 127.0.0.1 accepts no connections from the network",
    unset: "0.0.0.0",
  },
  {
    name: "dataDir",
    value: "folder",
    says: "the folder of the data sets; the command data downloads one",
    unset: defaultDataDir(env),
  },
  ...RECORDS_FLAGS,
  {
    name: "keepDays",
    value: "number|forever",
    says: "a class that was not open for so many days is deleted at a start that finds it so two weeks after another one did; 0 and forever keep all",
    unset: String(DEFAULT_KEEP_DAYS),
  },
  {
    name: "room",
    value: "code",
    says: "the room code, such as KRUM-42; KRUM-42,MEAN-7 opens two rooms",
    unset: "the last room, or a new one",
  },
  { name: "config", value: "file", says: "a JSON file of run settings; see docs/running.md" },
  {
    name: "aggregateOn",
    value: AGGREGATE_ON.join("|"),
    says: "auto measures both if there is a GPU, and takes the faster",
    unset: "auto",
  },
  {
    name: "seatsPerAddress",
    value: "number",
    says: "how many workers of one address may be in a room; this machine's own have no limit",
    unset: String(LIMITS.seatsPerAddress.most),
  },
  {
    name: "trustProxy",
    says: "behind a proxy that sets X-Forwarded-For: an address is the one that the proxy names",
  },
  {
    name: "publicUrl",
    value: "url",
    says: "where others reach this coordinator behind a proxy or a tunnel: the join address and the QR code",
  },
  {
    name: "joinAddress",
    value: "address",
    says: "which of this machine's addresses the QR code holds: an address, or a network's name such as Wi-Fi",
    unset: "the likeliest",
  },
  {
    name: "allowOrigin",
    value: "url",
    repeatable: true,
    says: "a site whose pages may use this coordinator; may be given several times",
  },
  { name: "autostart", says: "starts the run as soon as its workers are ready" },
  {
    name: "printKey",
    says: "prints the dashboard's address with the teacher's key in it, and the key in the line `ready`",
  },
  { name: "noOpen", says: "does not open the dashboard in a browser" },
  PLUGIN_FLAG,
  ...runFlags(),
];

const RoomCodes = z
  .string()
  .transform((codes) => codes.split(","))
  .pipe(
    z
      .array(RoomCode)
      .max(LIMITS.rooms.most, `at most ${LIMITS.rooms.most} rooms may be open`)
      .refine((codes) => new Set(codes).size === codes.length, "must not name a room twice"),
  );

/** All options but the parts, which come from the installation. */
export type StartOptions = Omit<Options, "parts">;

/** @throws UserError that names the wrong flag and what it must be. */
export function startOptions(given: object): StartOptions {
  const flags = given as Flags;
  const {
    autostart,
    trustProxy,
    printKey,
    open,
    plugin,
    allowOrigin = [],
  } = given as {
    autostart?: boolean;
    trustProxy?: boolean;
    printKey?: boolean;
    open: boolean;
    plugin?: string[];
    allowOrigin?: string[];
  };
  return {
    port: portOf(flags, "port", 8080),
    httpsPort: portOf(flags, "httpsPort", 8443),
    host: textOf(flags, "host", "0.0.0.0"),
    dataDir: textOf(flags, "dataDir", defaultDataDir(process.env)),
    records: textOf(flags, "records", "records"),
    keys: flags.keys === undefined ? undefined : textOf(flags, "keys", ""),
    keepDays:
      flags.keepDays === "forever"
        ? 0
        : integerFlag(flags, "keepDays", { least: 0, unset: DEFAULT_KEEP_DAYS }),
    rooms: flags.room === undefined ? [] : roomsOf(flags.room),
    aggregateOn: choiceFlag(flags, "aggregateOn", AGGREGATE_ON) ?? "auto",
    config: runConfigFrom(flags, flags.config),
    autostart: autostart === true,
    seatsPerAddress: integerFlag(flags, "seatsPerAddress", {
      least: 1,
      most: LIMITS.workers.most,
      unset: LIMITS.seatsPerAddress.most,
    }),
    trustProxy: trustProxy === true,
    publicUrl: flags.publicUrl === undefined ? undefined : originOf("publicUrl", flags.publicUrl),
    joinAddress: flags.joinAddress === undefined ? undefined : textOf(flags, "joinAddress", ""),
    allowOrigins: allowOrigin.map((written) => originOf("allowOrigin", written)),
    printKey: printKey === true,
    open,
    plugins: pluginUrls(plugin),
  };
}

const portOf = (flags: Flags, name: string, unset: number) =>
  integerFlag(flags, name, { least: 0, most: 65_535, unset });

function textOf(flags: Flags, name: string, unset: string): string {
  const { [name]: text = unset } = flags;
  if (text === "") throw new UserError("usage", `${flagName(name)} must not be empty`);
  return text;
}

/** @throws UserError unless the address has a scheme, a host and nothing else but a port. */
function originOf(name: string, written: string): string {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw new UserError(
    "usage",
    `${flagName(name)} ${written}: must be an address without a path, such as https://class.example`,
  );
}

function roomsOf(written: string): string[] {
  const codes = RoomCodes.safeParse(written);
  if (codes.success) return codes.data;
  const [{ path, message }] = codes.error.issues;
  const [place] = path; // undefined if the error is about the list as a whole
  const wrong = typeof place === "number" ? written.split(",")[place] : written;
  throw new UserError("usage", `--room ${wrong}: ${message}`);
}
