import { UserError } from "@honest-majority/protocol";
import { type Flags, flagName } from "./commandLine";
import { parseJsonText } from "./json/jsonText";

/** Reads a value as JSON, else as a number, else as a word. */
export function flagValue(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    const number = Number(written); // accepts .3 and 007, which JSON does not
    return written.trim() !== "" && Number.isFinite(number) ? number : written; // Infinity stays a word
  }
}

/**
 * Like `flagValue`, for flags that may be an object or an array.
 *
 * @throws UserError if the text begins like JSON but is not JSON, for example because a shell removed its quotes.
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
 * @throws UserError if the flag is given and not an integer from `least` to `most`.
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

/** @throws UserError if the flag is given and not one of `choices`. */
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
