/** A sweep is a table of runs: every combination of the values it lists. Pure; uses no files and no clock. */
import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { datasetOf } from "@honest-majority/learning/facts";
import {
  describeConfigError,
  RunConfig,
  type SettingName,
  settingIn,
  settingPath,
  settingRegistry,
} from "@honest-majority/protocol";
import { z } from "zod";
import { SET_BY_THEORY, withTheory } from "../run/theory";
import { SELECTS, VALIDATION_SHARE } from "./selection";

/** Short names for settings that need several fields, or that have a letter in the papers. */
const ALIASES: Record<string, (value: unknown, workers: number) => Record<string, unknown>> = {
  rule: (value) => ({ arms: [isRule(value) ? { aggregator: value } : value] }),
  B: (value) => ({ batchSize: value }),
  K: (value) => ({ localSteps: value }),
  eta: (value) => ({ learningRate: value }),
  delta: (value, workers) => {
    const attackers = byzantine(value, workers);
    return { attackers, f: Math.min(attackers, largestMinority(workers)) };
  },
};

/**
 * The settings with a default when the first results were kept: the ids of runs hold them at any value. Add none: a setting
 * that came later is in an id only where it differs from its default, so that the runs kept before it are found again.
 */
const ALWAYS_IN_ID: ReadonlySet<string> = new Set<SettingName>([
  "seed",
  "dataset",
  "model",
  "workers",
  "partition",
  "momentum",
  "normalized",
  "arms",
  "f",
  "attack",
  "secret",
  "augment",
  "batchSize",
  "localSteps",
  "learningRate",
  "schedule",
  "rounds",
  "evaluateEvery",
  "roundDeadlineMs",
  "showNames",
]);

export const SweepConfig = z.strictObject({
  /** The name of the folder for its results. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and dashes"),
  /**
   * The common settings: a RunConfig, but with `epochs` for `rounds` and `measurements` for `evaluateEvery`, and with the names
   * of `over`. `theory` sets η and β; see run/theory.ts.
   */
  base: z.record(z.string(), z.unknown()).default({}),
  /** Values by field, with dots for nested fields; `rule`, `delta`, `B`, `K` and `eta` are short names. */
  over: z.record(z.string(), z.array(z.unknown()).min(1)).refine((over) => Object.keys(over).length > 0, {
    message: "must name at least one field",
  }),
  /** Of the runs that differ only in this field and the seeds, the report shows the best one, as the papers do. */
  best: z.string().default("eta"),
  /**
   * The pictures on which the best value is chosen: a validation split of the training set, which no worker gets, or the
   * test set, as the papers do.
   */
  select: z.enum(SELECTS).default("validation"),
  /** Of the runs that differ only in this field and the seeds, the worst count: the best is the highest of these. */
  worst: z.string().optional(),
  /** How many values may be added at each end of that field's list, while the best value lies there. */
  extend: z.int().min(0).max(10).default(0),
  /** The fields for the rows of the printed table, and the field for its columns. Without them, layoutOf chooses. */
  rows: z.array(z.string()).optional(),
  column: z.string().optional(),
});
export type SweepConfig = z.infer<typeof SweepConfig>;

export interface Cell {
  /** Depends on the config alone, so that a result is found again wherever its cell is in the table. */
  id: string;
  /** Its place in the table: the value of each varied field. */
  place: Record<string, unknown>;
  config: RunConfig;
}

/**
 * Every run of a sweep, in the order of its fields, with the last field changing fastest.
 *
 * @throws RangeError that names the cell and the field when a combination is invalid.
 */
export function cellsOf(sweep: SweepConfig): Cell[] {
  const base = baseOf(sweep);
  const places = Object.entries(sweep.over).reduce<Record<string, unknown>[]>(
    (table, [field, values]) =>
      table.flatMap((place) => values.map((value) => ({ ...place, [field]: value }))),
    [{}],
  );
  return places.map((place) => cellAt(base, place));
}

/** The common settings, with a validation split where the sweep chooses on one. */
export function baseOf({ base, over, best, select }: SweepConfig): Record<string, unknown> {
  const isChosen = (over[best]?.length ?? 0) > 1;
  const isSet = base.validation !== undefined || over.validation !== undefined;
  return select === "validation" && isChosen && !isSet ? { ...base, validation: VALIDATION_SHARE } : base;
}

export function cellAt(base: Record<string, unknown>, place: Record<string, unknown>): Cell {
  const config = configAt(base, place);
  return { id: cellId(config), place, config };
}

/** Each run once: several cells of a table may have the same run, for example those without attackers. */
export function distinctCells(cells: readonly Cell[]): Cell[] {
  return [...new Map(cells.map((cell) => [cell.id, cell])).values()];
}

export function cellId(config: RunConfig): string {
  return createHash("sha256")
    .update(JSON.stringify(identifying(config)))
    .digest("hex")
    .slice(0, 16);
}

/** The config without the later settings that have their defaults. */
function identifying(config: RunConfig): object {
  const usual = RunConfig.parse({});
  const kept: Record<string, unknown> = { ...config };
  for (const name of Object.keys(settingRegistry)) {
    const value = settingIn(config, name);
    const isLater = !ALWAYS_IN_ID.has(name) && value !== undefined;
    if (!isLater || !isDeepStrictEqual(value, settingIn(usual, name))) continue;
    const [field, key] = settingPath(name);
    const others = Object.entries(kept[field] as object).filter(([other]) => other !== key);
    if (key === undefined || others.length === 0) delete kept[field];
    else kept[field] = Object.fromEntries(others);
  }
  return kept;
}

function configAt(base: Record<string, unknown>, place: Record<string, unknown>): RunConfig {
  const where = () => `sweep at ${JSON.stringify(place)}`;
  const workers = typeof base.workers === "number" ? base.workers : RunConfig.parse({}).workers;
  const config: Record<string, unknown> = {};
  try {
    const parts = [...Object.entries(base), ...Object.entries(place)].flatMap(([field, value]) =>
      Object.entries(ALIASES[field]?.(value, Number(place.workers ?? workers)) ?? { [field]: value }),
    );
    // an entry before its options, in whatever order the sweep lists them
    const paths = parts.map(([path, part]) => ({ path: path.split("."), part }));
    for (const { path, part } of paths.sort((a, b) => a.path.length - b.path.length)) put(config, path, part);
  } catch (error) {
    throw new RangeError(`${where()}: ${(error as Error).message}`);
  }
  const { epochs, measurements, theory, ...settings } = withoutIdleAttack(config);
  const parsed = RunConfig.safeParse(settings);
  if (!parsed.success) throw new RangeError(`${where()}: ${describeConfigError(parsed.error)}`);
  const long = lengthened(parsed.data, { epochs, measurements });
  if (theory === undefined) return long;
  const twice = SET_BY_THEORY.find((field) => field in settings);
  if (twice !== undefined)
    throw new RangeError(
      `${where()}: theory sets learningRate, schedule and algorithm: leave out ${twice}, or theory`,
    );
  try {
    return withTheory(long, theory);
  } catch (error) {
    throw new RangeError(`${where()}: ${(error as Error).message}`);
  }
}

/**
 * `epochs`: how often all workers together see every example that is dealt to them. `measurements`: how many evaluations,
 * evenly spread.
 */
function lengthened(
  config: RunConfig,
  { epochs, measurements }: { epochs: unknown; measurements: unknown },
): RunConfig {
  const { dataset, workers, batchSize, localSteps, validation = 0 } = config;
  const perRound = workers * localSteps * batchSize;
  const { train } = datasetOf(dataset);
  const dealt = train - Math.round(validation * train);
  const longer =
    epochs === undefined
      ? config
      : { ...config, rounds: Math.max(1, Math.round((Number(epochs) * dealt) / perRound)) };
  if (measurements === undefined) return longer;
  return { ...longer, evaluateEvery: Math.max(1, Math.ceil(longer.rounds / Number(measurements))) };
}

/** Whether this is a rule with its options, and not an arm, which may also have pre-aggregators. */
function isRule(value: unknown): boolean {
  return typeof value === "object" && value !== null && "rule" in value;
}

function put(into: Record<string, unknown>, [field, ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    into[field] = value;
    return;
  }
  const inner = isEntryName(into[field], field) ? { kind: into[field] } : into[field];
  if (inner !== undefined && (typeof inner !== "object" || inner === null)) {
    throw new RangeError(
      `${field} must hold fields to set ${rest.join(".")} in, got ${JSON.stringify(inner)}`,
    );
  }
  const copy = { ...(inner as Record<string, unknown> | undefined) };
  put(copy, rest, value);
  into[field] = copy;
}

/** Whether a text is short for the registry's entry of that name, as `"alie"` for `{ "kind": "alie" }`. */
function isEntryName(value: unknown, field: string): boolean {
  return typeof value === "string" && settingRegistry[field]?.kind === "config";
}

/**
 * Without attackers the attack is dropped, so that δ = 0 is one run for all attacks; and `none` among the attacks drops the
 * attackers. Rules expect f all the same.
 */
function withoutIdleAttack(config: Record<string, unknown>): Record<string, unknown> {
  if (config.attack === "none") return { ...config, attackers: 0 };
  return config.attackers === 0 ? { ...config, attack: "none" } : config;
}

/** No rule can expect more: against half of the workers or more, none guarantees anything. */
function largestMinority(workers: number): number {
  return Math.ceil(workers / 2) - 1;
}

function byzantine(delta: unknown, workers: number): number {
  const f = Math.round(Number(delta) * workers);
  if (!(Math.abs(f - Number(delta) * workers) < 1e-6)) {
    throw new RangeError(`delta must be a whole number of ${workers} workers, got ${JSON.stringify(delta)}`);
  }
  return f;
}
