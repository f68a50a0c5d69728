import type { Command } from "commander";
import { type Flags, newCommand, runCommandLine } from "./commandLine";

/** What a command reads from the arguments, without doing what they ask for. */
export async function flagsOf(define: (command: Command) => void, args: readonly string[]): Promise<Flags> {
  const command = newCommand("test");
  define(command);
  command.action(() => {});
  await runCommandLine(command, args);
  return command.opts();
}
