/** The commands for people without a browser: `main.ts aggregate --rule krum …`. */
import { once } from "node:events";
import { isUserError } from "@honest-majority/protocol";
import { aggregate } from "./aggregate";
import { attack } from "./attack";
import { type Command, inputBytes } from "./command";
import { readFlags } from "./flags";
import { InputError } from "./inputError";
import { printJson } from "./printJson";

const COMMANDS: Readonly<Record<string, Command>> = { aggregate, attack };

/** Whoever reads us may have read enough, as `head` has. */
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 1));

async function print(pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) if (!process.stdout.write(piece)) await once(process.stdout, "drain");
}

async function main([name, ...args]: readonly string[]): Promise<void> {
  const command = COMMANDS[name];
  if (command === undefined) {
    throw new InputError(`the command must be one of ${Object.keys(COMMANDS).join(", ")}; got ${name}`);
  }
  const flags = readFlags(args, command.flags);
  if (flags.help !== undefined) return print([command.help]);
  await print(printJson(await command.run(flags, inputBytes(flags.in, process.stdin))));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  // a RangeError is a rule's own word on what it was asked; anything else is a fault of ours, and keeps its trace
  if (!(error instanceof InputError || isUserError(error) || error instanceof RangeError)) throw error;
  process.stderr.write(`${error.message.replace(/\s+/g, " ")}\n`);
  process.exitCode = 2;
}
