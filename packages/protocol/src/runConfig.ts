import { z } from "zod";
import { Arm } from "./arm";
import { quoted } from "./limits";
import { configSchema, nameSchema, optionSchema } from "./optionSchema";
import { RUN_SETTINGS, type SettingName, settingRegistry } from "./settings/runSettings";
import type { OtherSettings, Setting, SettingValue } from "./settings/setting";
import { type Turn, turnsSchema } from "./turn";

type Settings = typeof RUN_SETTINGS;
type Flat<T> = { [K in keyof T]: T[K] };
type Names<Where> = {
  [K in SettingName]: (Settings[K] extends { in: infer In } ? In : "top") extends Where ? K : never;
}[SettingName];
type FieldOf<Name extends SettingName> = Settings[Name] extends { key: infer Key extends string }
  ? Key
  : Name;
type Values<Name extends SettingName> = Flat<
  {
    [K in Name as Settings[K] extends { default: unknown } ? FieldOf<K> : never]: SettingValue<Settings[K]>;
  } & {
    [K in Name as Settings[K] extends { default: unknown } ? never : FieldOf<K>]?: SettingValue<Settings[K]>;
  }
>;

/** A run's settings with every default filled in. A nested object is absent when none of its settings has a value. */
export type RunConfig = Flat<
  Values<Names<"top">> & {
    algorithm: Values<Names<"algorithm">>;
    seeds?: Values<Names<"seeds">>;
    privacy?: Values<Names<"privacy">>;
  }
>;

type Given<T> = T extends Turn[]
  ? T | string
  : T extends readonly (infer Entry)[]
    ? readonly Given<Entry>[]
    : T extends object
      ? { [K in keyof T]?: Given<T[K]> } | string
      : T;
/** What a person may write: everything has a default, and a name stands for an entry with its defaults. */
export type RunConfigInput = { [K in keyof RunConfig]?: Given<RunConfig[K]> };

export type DatasetName = RunConfig["dataset"];
export type ModelName = RunConfig["model"];
export type Schedule = RunConfig["schedule"];

/** The schema of one setting's value: its bounds, its default, whether it may be absent. */
export function settingSchema(setting: Setting): z.ZodType {
  switch (setting.kind) {
    case "name": {
      const name = nameSchema(setting.of);
      return setting.default === undefined ? name.optional() : name.default(setting.default);
    }
    case "config":
      return configSchema("kind", setting.of).default(setting.default);
    case "arms":
      return z
        .array(Arm)
        .min(1)
        .max(setting.most)
        .prefault([...setting.default]);
    case "turns":
      return turnsSchema(setting.most).optional();
    default:
      return optionSchema(setting);
  }
}

/** The config's fields in the order of the settings; those of one nested object stand where its first one does. */
function shape(): Record<string, z.ZodType> {
  const fields: Record<string, z.ZodType> = {};
  for (const [name, setting] of Object.entries(settingRegistry)) {
    if (setting.in === undefined) fields[name] = settingSchema(setting);
    else fields[setting.in] ??= nested(setting.in);
  }
  return fields;
}

function nested(group: string): z.ZodType {
  const inside = Object.entries(settingRegistry).filter(([, setting]) => setting.in === group);
  const fields = inside.map(([name, setting]) => [setting.key ?? name, settingSchema(setting)]);
  return z.strictObject(Object.fromEntries(fields)).prefault({});
}

/** Every flag, form and file that describes a run goes through this schema. It reads the settings when it parses. */
export const RunConfig = z.unknown().transform((value, context) => {
  const parsed = z
    .strictObject(shape())
    .superRefine((config, refinement) => {
      for (const { path, message } of complaints(config as unknown as RunConfig)) {
        refinement.addIssue({ code: "custom", path, message });
      }
    })
    .safeParse(value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      context.addIssue({ ...issue, input: value } as z.core.$ZodRawIssue);
    return z.NEVER;
  }
  const config = withoutEmpty(parsed.data) as unknown as RunConfig;
  return { ...config, rounds: roundsPaidBy(config) ?? config.rounds };
}) as unknown as z.ZodType<RunConfig, RunConfigInput>;

/** Without nested objects that hold nothing, so that a config is the same however its absent settings are written. */
function withoutEmpty(config: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.entries(config).filter(([field, value]) => {
    const isGroup = Object.values(settingRegistry).some((setting) => setting.in === field);
    return !isGroup || Object.values(value as object).some((one) => one !== undefined);
  });
  return Object.fromEntries(fields);
}

/** What does not hold between settings. */
function complaints(config: RunConfig): { path: string[]; message: string }[] {
  const found: { path: string[]; message: string }[] = [];
  for (const [name, setting] of Object.entries(settingRegistry)) {
    const message = setting.check?.(settingIn(config, name), config as OtherSettings);
    if (message !== undefined) found.push({ path: settingPath(name), message });
  }
  const paidFor = roundsPaidBy(config);
  if (paidFor !== undefined && !(paidFor >= 1 && paidFor <= RUN_SETTINGS.rounds.max)) {
    const message = `must pay for 1 to 1,000,000 rounds, ${config.budget} pays for ${paidFor}`;
    found.push({ path: ["budget"], message });
  }
  return found;
}

/** Where a setting stands in the config: ["algorithm", "momentum"]. */
export function settingPath(name: string): string[] {
  const { in: group, key = name } = settingRegistry[name] ?? {};
  return group === undefined ? [name] : [group, key];
}

/** A setting's value in a config. */
export function settingIn(config: object, name: string): unknown {
  return settingPath(name).reduce<unknown>((held, key) => (held as Record<string, unknown>)?.[key], config);
}

/** The config with these settings' values in their places; absent values change nothing. */
export function withSettings(
  config: object,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...config };
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const [field, key] = settingPath(name);
    merged[field] = key === undefined ? value : { ...(merged[field] as object | undefined), [key]: value };
  }
  return merged;
}

/** ⌊C/(K·B·m·(1−δ))⌋ with the config's workers and attackers, where it has a budget. */
function roundsPaidBy({
  budget,
  batchSize,
  localSteps,
  workers,
  attackers = 0,
}: Pick<RunConfig, "budget" | "batchSize" | "localSteps" | "workers" | "attackers">): number | undefined {
  if (budget === undefined) return undefined;
  return Math.floor(budget / (localSteps * batchSize * Math.max(1, workers - attackers)));
}

export function quorumOf(config: Pick<RunConfig, "quorum" | "f">): number {
  return config.quorum ?? config.f + 1;
}

/** Each field at fault and what must hold there, on one line. */
export function describeConfigError(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      const { path } = issue;
      return path.length === 0 ? saidOf(issue) : `${path.map(String).join(".")}: ${saidOf(issue)}`;
    })
    .join("; ");
}

/**
 * Of what is at fault, the fields, names and choices that this program does not have: a plugin may bring them, or another
 * version. Empty when other values alone are wrong.
 */
export function unknownNames(error: z.ZodError): string[] {
  return error.issues.flatMap((issue) => {
    const at = issue.path.map(String);
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => quoted([...at, key].join(".")));
    if (issue.code === "invalid_value") return at.join(".");
    if (issue.code === "custom" && typeof issue.params?.unknown === "string")
      return `${at.join(".")} ${issue.params.unknown}`;
    return [];
  });
}

/** In zod's words, which would quote unknown fields at any length. */
function saidOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== "unrecognized_keys") return issue.message;
  const { keys } = issue;
  return `Unrecognized key${keys.length > 1 ? "s" : ""}: ${quoted(keys.map((key) => JSON.stringify(key)).join(", "))}`;
}
