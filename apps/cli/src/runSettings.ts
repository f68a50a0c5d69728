/** Run settings as flags. The same RunConfig schema checks flags and files. */
import { readFileSync } from "node:fs";
import {
  describeConfigError,
  plainText,
  RunConfig,
  settingRegistry,
  UserError,
  withSettings,
} from "@honest-majority/protocol";
import type { Flag, Flags } from "./commandLine";
import { jsonFlagValue } from "./flagValue";
import { parseJsonText } from "./json/jsonText";
import { optionFlag } from "./optionFlags";

const GROUP = "Settings of the run; each overrides the file:";

/** A flag for every run setting, and for each object in the config that nests settings, such as `algorithm`. */
export function runFlags(): Flag[] {
  const settings = Object.entries(settingRegistry);
  const groups = new Set(settings.flatMap(([, setting]) => setting.in ?? []));
  return [
    ...settings.map(([name, setting]) => optionFlag(name, setting, { group: GROUP })),
    ...[...groups].map((name) => ({
      name,
      value: "json",
      says: `settings of ${name} together`,
      group: GROUP,
    })),
  ];
}

/**
 * The config from a file and flags; undefined if there are neither. `path` is the file; messages call it `where`.
 *
 * @throws UserError that names the file or the field, and what it must be.
 */
export function runConfigFrom(
  flags: Flags,
  path?: string,
  where = path === undefined ? "the run's settings" : `--config ${path}`,
): RunConfig | undefined {
  // groups first, so that flags of single settings override them
  const groups = Object.values(settingRegistry).flatMap((setting) => setting.in ?? []);
  const given = givenIn(flags, [...new Set([...groups, ...Object.keys(settingRegistry)])]);
  if (path === undefined && Object.keys(given).length === 0) return undefined;
  const file: Record<string, unknown> = path === undefined ? {} : settingsIn(path, where);
  const merged = withSettings(file, given);
  if ("rounds" in given && !("budget" in given)) delete merged.budget; // a budget in the file would override --rounds
  const parsed = RunConfig.safeParse(merged);
  if (!parsed.success) throw new UserError("usage", `${where}: ${describeConfigError(parsed.error)}`);
  return parsed.data;
}

function givenIn(flags: Flags, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const written = flags[field];
      return written === undefined ? [] : [[field, settingValue(field, written)]];
    }),
  );
}

/** Reads the value of a setting; arms may also be written `mean,krum`. */
function settingValue(field: string, written: string): unknown {
  const value = jsonFlagValue(field, written);
  return field === "arms" && typeof value === "string" ? value.split(",").map((rule) => rule.trim()) : value;
}

function settingsIn(path: string, where: string): Record<string, unknown> {
  const settings = readJsonFile(path, where);
  if (typeof settings === "object" && settings !== null && !Array.isArray(settings)) return { ...settings };
  throw new UserError("usage", `${where}: must hold one JSON object of settings`);
}

/** @throws UserError that begins with `where`, if the file cannot be read or is not JSON. */
export function readJsonFile(path: string, where: string): unknown {
  try {
    return parseJsonText(plainText(readFileSync(path)));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      error instanceof SyntaxError
        ? `must be JSON: ${message}`
        : error instanceof RangeError
          ? message
          : code === "ENOENT"
            ? "there is no such file"
            : `cannot be read, ${message}`;
    throw new UserError("usage", `${where}: ${reason}`);
  }
}
