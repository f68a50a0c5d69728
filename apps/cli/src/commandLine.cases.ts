import type { Command } from "commander";
import { type Flags, newCommand, runCommandLine } from "./commandLine";

/** The flags that a command parses from the arguments; the command's action does not run. */
export async function flagsOf(define: (command: Command) => void, args: readonly string[]): Promise<Flags> {
  const command = newCommand("test");
  define(command);
  command.action(() => {});
  await runCommandLine(command, args);
  return command.opts();
}
