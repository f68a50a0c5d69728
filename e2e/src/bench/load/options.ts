/** The command line of `bench load`, as the runs to measure. Pure. */
import { parseArgs } from "node:util";
import { MODELS } from "@honest-majority/learning/facts";
import { codecNames, type RunConfigInput, UserError } from "@honest-majority/protocol";
import { RULES } from "@honest-majority/robust/facts";

/** What a run is measured with: one row of the table. */
export interface Combination {
  workers: number;
  model: string;
  arms: readonly string[];
  /** Unset, what the coordinator chooses by itself. */
  codec?: string;
}

export interface LoadOptions {
  combinations: readonly Combination[];
  /** Bits a second of all workers together, both ways; unset, no limit. */
  rate?: number;
  /** Milliseconds after which the first worker answers a round; the last one takes nearly twice as long. */
  think: number;
  /** The first and the last round of those that are measured. */
  from: number;
  to: number;
  /** A run ends after so many seconds, with the rounds that it has by then. */
  seconds: number;
  /** The folder of another checkout, measured in turns. */
  against?: string;
  turns: number;
  profile: boolean;
  json: boolean;
}

/** The arms of `--arms 2` are the first two. */
const ARMS = [
  "mean",
  "coordinateMedian",
  "krum",
  "trimmedMean",
  "geometricMedian",
  "centeredClip",
  "brsgd",
  "monna",
];
const UNITS: Readonly<Record<string, number>> = { kbit: 1e3, mbit: 1e6, gbit: 1e9 };
/** Asks for no codec, so that the coordinator chooses. */
const NO_CODEC = "default";

/** @throws UserError that says which flag must be what. */
export function loadOptions(args: readonly string[]): LoadOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      workers: { type: "string", default: "60" },
      model: { type: "string", default: "mlp" },
      arms: { type: "string", default: "2" },
      codec: { type: "string", default: NO_CODEC },
      rate: { type: "string" },
      think: { type: "string" },
      rounds: { type: "string" },
      seconds: { type: "string", default: "300" },
      against: { type: "string" },
      turns: { type: "string", default: "1" },
      profile: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const { against, profile, quick, json } = values;
  const from = quick ? 2 : 5;
  const to = count("rounds", values.rounds ?? (quick ? "8" : "50"));
  if (to <= from)
    throw new UserError("usage", `--rounds must be more than ${from}, the first that counts; got ${to}`);
  const combinations = each(values.workers).flatMap((workers) =>
    each(values.model).flatMap((model) =>
      each(values.arms).flatMap((arms) =>
        each(values.codec).map((codec) => ({
          workers: count("workers", workers),
          model: oneOf("model", model, Object.keys(MODELS)),
          arms: armsOf(arms),
          codec: codec === NO_CODEC ? undefined : oneOf("codec", codec, [...codecNames(), NO_CODEC]),
        })),
      ),
    ),
  );
  const rate = values.rate === undefined ? undefined : bitsASecond(values.rate);
  const think = values.think === undefined ? 0 : count("think", values.think);
  const [seconds, turns] = [count("seconds", values.seconds), count("turns", values.turns)];
  return { combinations, rate, think, from, to, seconds, against, turns, profile, json };
}

export function configOf({ workers, model, arms, codec }: Combination, rounds: number): RunConfigInput {
  return { workers, model, arms: [...arms], rounds, ...(codec !== undefined && { codec }) } as RunConfigInput;
}

function each(written: string): string[] {
  return written.split(",");
}

/** A number of arms, or rules with + between them. */
function armsOf(written: string): string[] {
  if (!/^\d+$/.test(written))
    return written.split("+").map((rule) => oneOf("arms", rule, Object.keys(RULES)));
  const wanted = count("arms", written);
  if (wanted <= ARMS.length) return ARMS.slice(0, wanted);
  throw new UserError("usage", `--arms must be at most ${ARMS.length}, got ${wanted}`);
}

function count(flag: string, written: string): number {
  if (/^[1-9]\d{0,6}$/.test(written)) return Number(written);
  throw new UserError("usage", `--${flag} must be an integer >= 1, got ${written}`);
}

function oneOf(flag: string, written: string, names: readonly string[]): string {
  if (names.includes(written)) return written;
  throw new UserError("usage", `--${flag} must be one of ${names.join(", ")}; got ${written}`);
}

function bitsASecond(written: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(kbit|mbit|gbit)$/.exec(written.toLowerCase()) ?? [];
  if (Number(number) > 0) return Number(number) * UNITS[unit];
  throw new UserError("usage", `--rate must be a number and a unit a second, such as 20mbit; got ${written}`);
}
