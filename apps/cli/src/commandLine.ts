/** How every command reads its flags: one parser, one spelling rule, one way to refuse. */
import { UserError } from "@honest-majority/protocol";
import { Command, CommanderError, Option } from "commander";

export interface Flag {
  /** In camelCase; the command line takes it in kebab-case as well. */
  name: string;
  /** What stands for the value in the help. A flag without it is a switch. */
  value?: string;
  /** What the help says of it. */
  says?: string;
  /** What the help says the value is where the flag is not given. */
  unset?: string;
  /** The heading under which the help lists it. */
  group?: string;
  /** It may be given several times; its values make a list. */
  repeatable?: boolean;
  /** The help does not list it by itself. */
  hidden?: boolean;
}

/** What was given, by the flag's name in camelCase. */
export type Flags = Readonly<Record<string, string | undefined>>;

/** A command that throws where commander by itself would print and end the process. Its subcommands inherit this. */
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

/** Of the two spellings the help shows one. */
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
  { name, value, says = "", unset, group, repeatable, hidden }: Flag,
): Option {
  const long = kebab(name);
  const spellings = long === name ? `--${long}` : `--${name}, --${long}`;
  const option = new Option(
    value === undefined ? spellings : `${spellings} <${value}>`,
    unset === undefined ? says : `${says} (${unset})`,
  );
  if (group !== undefined) option.helpGroup(group);
  if (hidden === true) option.hideHelp();
  let times = 0;
  command.on(`option:${option.name()}`, () => {
    if (repeatable !== true && ++times > 1)
      throw new UserError("usage", `--${long} must be given once, it is there twice`);
  });
  return value === undefined ? option : option.argParser(reader(long, repeatable === true));
}

/** Reads a value as the text that it is, which may begin with one dash, as -1.5 does, and never with two. */
function reader(long: string, repeatable: boolean) {
  return (text: string, before: unknown): unknown => {
    if (text.startsWith("--")) throw new UserError("usage", `--${long} must have a value, got ${text}`);
    return repeatable ? [...((before as string[] | undefined) ?? []), text] : text;
  };
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The flag as a person writes it. */
export const flagName = (name: string) => `--${kebab(name)}`;

/**
 * Parses the arguments and runs the action of the command that they name.
 *
 * @throws UserError where they are not what the command takes.
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

/** Commander's message as one of our sentences. */
function sentenceOf({ code, message }: CommanderError): string {
  const words = message
    .replace(/^error: /, "")
    .replace(/\s*\n\(Did you mean (.+)\?\)/, " (did you mean $1?)");
  switch (code) {
    case "commander.unknownOption":
      return `${words.replace(/^unknown option '(.*?)'/, "unknown flag $1")}; --help lists those there are`;
    case "commander.unknownCommand":
      return `${words.replace(/^unknown command '(.*?)'/, "unknown command $1")}; --help lists those there are`;
    case "commander.optionMissingArgument":
      return `${/(--[\w-]+) <[^>]*>'/.exec(words)?.[1] ?? words} must have a value, got none`;
    default:
      return words;
  }
}
