/** What a coordinator is started with. */
import type { RunConfig } from "@honest-majority/protocol";

/** On what rules may run: `auto` measures the GPU against the SIMD kernels where there is a GPU. */
export const AGGREGATE_ON = ["auto", "simd", "gpu"] as const;
export type AggregateOn = (typeof AGGREGATE_ON)[number];

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
  /** `file:` URLs of modules that the compute thread and the pages load, as the main thread has done. */
  plugins?: readonly string[];
}
