/** Parses the flags of every command, with one rule for spelling and one form of error. */
import { UserError } from "@honest-majority/protocol";
import { Command, CommanderError, Option } from "commander";

export interface Flag {
  /** In camelCase. The command line accepts kebab-case too. */
  name: string;
  /** The placeholder of the value in the help. A flag without a placeholder is a switch. */
  value?: string;
  /** The flag may be given without its value, and is then `true`. */
  valueIsOptional?: boolean;
  /** The description in the help. */
  says?: string;
  /** The default value, as the help shows it. */
  unset?: string;
  /** The heading under which the help lists it. */
  group?: string;
  /** The flag may be given several times; its values form a list. */
  repeatable?: boolean;
  /** The help's list of flags leaves it out. */
  hidden?: boolean;
}

/** The values of the given flags, by the flag's name in camelCase. */
export type Flags = Readonly<Record<string, string | undefined>>;

/** A command that throws errors, while commander would print them and exit. Subcommands inherit this. */
export function newCommand(name: string): Command {
  return new Command(name)
    .exitOverride()
    .configureOutput({ writeErr: (text) => void process.stdout.write(text), outputError() {} })
    .configureHelp({ optionTerm: longForm })
    .helpOption("-h, --help", "show this help")
    .helpCommand(false)
    .allowExcessArguments()
    .hook("preAction", (_, command) => refuseExcess(command));
}

/** The help shows one of the two spellings. */
function longForm({ flags, short, long }: Option): string {
  return short?.startsWith("--") ? flags.replace(`${short}, `, "") : (flags ?? long);
}

function refuseExcess(command: Command): void {
  const expected = command.registeredArguments.length;
  const { args } = command;
  if (args.length <= expected || command.registeredArguments.at(-1)?.variadic) return;
  const came = `${args.length}: ${args.join(", ")}`;
  const takes = ["no argument", "one argument"][expected] ?? `${expected} arguments`;
  throw new UserError("usage", `${command.name()}: expected ${takes}, got ${came}; values belong to flags`);
}

export function addFlags(command: Command, flags: readonly Flag[]): void {
  for (const flag of flags) command.addOption(optionOf(command, flag));
}

function optionOf(
  command: Command,
  { name, value, valueIsOptional, says = "", unset, group, repeatable, hidden }: Flag,
): Option {
  const long = kebab(name);
  const spellings = long === name ? `--${long}` : `--${name}, --${long}`;
  const option = new Option(
    value === undefined ? spellings : `${spellings} ${valueIsOptional ? `[${value}]` : `<${value}>`}`,
    unset === undefined ? says : `${says} (${unset})`,
  );
  if (group !== undefined) option.helpGroup(group);
  if (hidden === true) option.hideHelp();
  let times = 0;
  command.on(`option:${option.name()}`, () => {
    if (repeatable !== true && ++times > 1)
      throw new UserError("usage", `--${long} must be given once, got it twice`);
  });
  return value === undefined ? option : option.argParser(reader(long, repeatable === true));
}

/** Keeps a value as text. The value may begin with one dash, such as -1.5, but not with two. */
function reader(long: string, repeatable: boolean) {
  return (text: string, before: unknown): unknown => {
    if (text.startsWith("--")) throw new UserError("usage", `--${long} must have a value, got ${text}`);
    return repeatable ? [...((before as string[] | undefined) ?? []), text] : text;
  };
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The flag as a user writes it: `--batch-size`. */
export const flagName = (name: string) => `--${kebab(name)}`;

/**
 * Parses the arguments and runs the action of the command that they name.
 *
 * @throws UserError if the command does not accept the arguments.
 */
export async function runCommandLine(program: Command, args: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0 && error.code !== "commander.help")
      throw new UserError("usage", sentenceOf(error));
  }
}

/** Rewrites commander's message in this program's style. */
function sentenceOf({ code, message }: CommanderError): string {
  const words = message
    .replace(/^error: /, "")
    .replace(/\s*\n\(Did you mean (.+)\?\)/, " (did you mean $1?)");
  switch (code) {
    case "commander.unknownOption":
      return `${words.replace(/^unknown option '(.*?)'/, "unknown flag $1")}; --help lists the known ones`;
    case "commander.unknownCommand":
      return `${words.replace(/^unknown command '(.*?)'/, "unknown command $1")}; --help lists the known ones`;
    case "commander.optionMissingArgument":
      return `${/(--[\w-]+) <[^>]*>'/.exec(words)?.[1] ?? words} must have a value, got none`;
    default:
      return words;
  }
}
