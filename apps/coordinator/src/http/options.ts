/** The options of a coordinator. */
import type { RunConfig } from "@honest-majority/protocol";
import type { Parts } from "../parts";

/** What rules run on: `auto` measures the GPU against the SIMD kernels when there is a GPU. */
export const AGGREGATE_ON = ["auto", "simd", "gpu"] as const;
export type AggregateOn = (typeof AGGREGATE_ON)[number];

export interface Options {
  port: number;
  host: string;
  httpsPort: number;
  dataDir: string;
  records: string;
  /** The folder of what grants something; unset, beside the records. */
  keys?: string;
  /** Rooms that were not open for so many days are deleted at the start; unset or 0, none is. */
  keepDays?: number;
  /** Codes of the rooms to open; empty opens the newest recorded room, or a new one. */
  rooms: string[];
  /** Undefined when neither a file nor a flag sets anything about the run. */
  config?: RunConfig;
  autostart: boolean;
  /** How many workers of one address may be in a room; unset, the usual limit. */
  seatsPerAddress?: number;
  /** The address that a proxy names is the client's. Only behind a proxy: anybody can name one. */
  trustProxy?: boolean;
  /** The origin at which others reach this coordinator, behind a proxy or a tunnel. */
  publicUrl?: string;
  /** What the join address and the QR code hold: an address of this machine, or a network's name; unset, the likeliest. */
  joinAddress?: string;
  /** Origins of other sites whose pages may use this coordinator. */
  allowOrigins?: readonly string[];
  open: boolean;
  /** The start prints the teacher's key. */
  printKey?: boolean;
  aggregateOn: AggregateOn;
  /** `file:` URLs of modules that the compute thread and the pages load, as the main thread has done. */
  plugins?: readonly string[];
  parts: Parts;
}
