import { UserError } from "@honest-majority/protocol";
import { type Flags, flagName } from "./commandLine";
import { parseJsonText } from "./json/jsonText";

/** JSON where it is JSON, a number where it is one, the bare word otherwise. */
export function flagValue(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    const number = Number(written); // also .3 and 007
    return written.trim() !== "" && Number.isFinite(number) ? number : written; // Infinity is a word
  }
}

/**
 * The same, for flags that may be an object or an array.
 *
 * @throws UserError where the text begins as JSON does and is not JSON: a shell may have taken its quotes.
 */
export function jsonFlagValue(name: string, written: string): unknown {
  const value = flagValue(written);
  if (typeof value !== "string" || !/^\s*[{[]/.test(written)) return value;
  try {
    return parseJsonText(written);
  } catch (error) {
    throw new UserError("usage", `${flagName(name)} ${written}: must be JSON: ${(error as Error).message}`);
  }
}

/**
 * @throws UserError unless the flag, where it is given, is an integer from `least` to `most`.
 */
export function integerFlag(
  flags: object,
  name: string,
  { least, most = Number.MAX_SAFE_INTEGER, unset }: { least: number; most?: number; unset: number },
): number {
  const written = (flags as Flags)[name];
  if (written === undefined) return unset;
  const value = Number(written);
  if (written.trim() !== "" && Number.isSafeInteger(value) && value >= least && value <= most) return value;
  const range = most === Number.MAX_SAFE_INTEGER ? `>= ${least}` : `from ${least} to ${most}`;
  throw new UserError(
    "usage",
    `${flagName(name)} must be an integer ${range}, got ${JSON.stringify(written)}`,
  );
}

/** @throws UserError unless the flag, where it is given, is one of `choices`. */
export function choiceFlag<Choice extends string>(
  flags: object,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const written = (flags as Flags)[name];
  const found = choices.find((choice) => choice === written);
  if (written === undefined || found !== undefined) return found;
  throw new UserError(
    "usage",
    `${flagName(name)} must be ${listed(choices)}, got ${JSON.stringify(written)}`,
  );
}

const listed = (words: readonly string[]) => `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
