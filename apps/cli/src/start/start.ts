import type { Command } from "commander";
import { addFlags } from "../commandLine";
import type { Installation } from "../installation";
import { startFlags, startOptions } from "./options";

const SETTINGS = `
Settings that are objects take JSON: --attack '{"kind":"bitFlip","factor":5}'. Arms may be a list of rules: --arms mean,krum.
`;

export function defineStart(command: Command, installation: Installation): void {
  addFlags(command, startFlags());
  command.addHelpText("after", SETTINGS).action(async (flags: object) => {
    const options = startOptions(flags);
    const { runStart } = await import("./runStart");
    await runStart({ ...options, parts: installation });
  });
}
