import { InputError } from "./inputError";

/** What was given on the command line, by the flag's name without its dashes. */
export type Flags = Readonly<Record<string, string>>;

/** `--batch-size` and `--batchSize` are one flag. */
const camel = (name: string) => name.replace(/-+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Flags with one value each, `--f 3` or `--f=3`; `--help` and `-h` need none. A value may be negative, which is why this is
 * not node:util's parseArgs: that takes the -1.5 of `--z -1.5` for a flag.
 *
 * @throws InputError for a flag that is not `known`, has no value or is there twice.
 */
export function readFlags(args: readonly string[], known: readonly string[]): Flags {
  const flags: Record<string, string> = Object.create(null);
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--help" || args[i] === "-h") {
      flags.help = "true";
      continue;
    }
    const [, written, attached] = /^--([^=]+)(?:=(.*))?$/s.exec(args[i]) ?? [];
    if (written === undefined) throw new InputError(`flags look like --f 3, got ${JSON.stringify(args[i])}`);
    const name = camel(written);
    if (!known.includes(name))
      throw new InputError(`unknown flag --${written}; --help lists those there are`);
    if (name in flags) throw new InputError(`--${written} must be given once, it is there twice`);
    const value = attached ?? args[++i];
    if (value === undefined || (attached === undefined && value.startsWith("--"))) {
      throw new InputError(`--${written} must have a value, got ${value ?? "none"}`);
    }
    flags[name] = value;
  }
  return flags;
}

/**
 * @throws InputError unless the flag, where it is given, is an integer of at least `least`.
 */
export function integerFlag(flags: Flags, name: string, least: number, unset: number): number {
  const written = flags[name];
  if (written === undefined) return unset;
  const value = Number(written);
  if (written.trim() === "" || !Number.isSafeInteger(value) || value < least) {
    throw new InputError(`--${name} must be an integer >= ${least}, got ${JSON.stringify(written)}`);
  }
  return value;
}

/** JSON where it is JSON, a number where it is one, the bare word otherwise. */
export function flagValue(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    const number = Number(written); // also .3 and 007
    return written.trim() !== "" && Number.isFinite(number) ? number : written; // Infinity is a word
  }
}
