/** What a round costs on the network, as a sentence for the guard rails. */
import {
  ASSUMED_MBIT,
  AUTO,
  armLabel,
  chooseCodec,
  type Loss,
  type RunConfig,
  roundBytes,
  roundSeconds,
  type VectorCodec,
} from "@honest-majority/protocol";
import { parametersCodec } from "./codecChoice";

export interface Network {
  /** Ready workers that are not on the coordinator's own machine. */
  workers: number;
  dim: number;
  /** As measured; undefined before a round has closed. */
  mbit?: number;
}

/** The codec of a run that begins now; `leftOut` only where `auto` would have taken smaller ones. */
export function codecOn(config: RunConfig, network: Network): { codec: VectorCodec; leftOut: Loss[] } {
  const { codec = AUTO, arms } = config;
  if (codec !== AUTO) return { codec, leftOut: [] };
  return chooseCodec(
    trafficOf(config, network),
    arms.map((arm) => armLabel({ ...arm, label: undefined })),
  );
}

/** `codec`: the run's own, where it has begun. */
export function networkRail(config: RunConfig, network: Network, codec?: VectorCodec): string[] {
  const { workers, mbit } = network;
  if (workers === 0) return [];
  const chosen = codecOn(config, network);
  const traffic = trafficOf(config, network);
  const used = codec ?? chosen.codec;
  const seconds = roundSeconds(used, traffic);
  const how = mbit !== undefined ? "measured" : config.networkMbit === undefined ? "assumed" : "set";
  const advice = seconds > SLOW_SECONDS ? ": take softmax, fewer rules or 8 local steps" : "";
  const size = `${megabytes(roundBytes(used, traffic))} MB in ${used}`;
  const time = `${rounded(seconds)} s at ${rounded(traffic.mbit)} Mbit/s (${how})`;
  return [
    `${workers} workers on the network: a round sends ${size}, about ${time}${advice}`,
    ...chosen.leftOut.map(
      ({ rule, codec, loses }) => `auto leaves out ${codec}: with it, ${rule} loses ${loses}`,
    ),
  ];
}

/**
 * How long the network needs for a round's bytes, in ms: at the rate that `auto` reckons with before a round has closed, and
 * with whole parameters for each worker, as in its first round. Not at the measured rate, which comes from the workers' own
 * answers: half of them, each time at the last moment, would lengthen every deadline that follows from it.
 */
export function airMs(config: RunConfig, network: Omit<Network, "mbit">, codec: VectorCodec): number {
  const traffic = trafficOf(config, { ...network, mbit: undefined });
  // either way
  return 500 * (roundSeconds(codec, traffic) + roundSeconds(parametersCodec(codec), traffic));
}

const SLOW_SECONDS = 5;

function trafficOf(config: RunConfig, { workers, dim, mbit }: Network) {
  return { workers, dim, arms: config.arms.length, mbit: mbit ?? config.networkMbit ?? ASSUMED_MBIT };
}

const megabytes = (bytes: number) => rounded(bytes / 1e6);
const rounded = (value: number) => (value >= 10 ? String(Math.round(value)) : value.toFixed(1));
