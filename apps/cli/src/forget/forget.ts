import { stdin, stdout } from "node:process";
import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { addFlags, type Flags } from "../commandLine";
import { RECORDS_FLAGS } from "../start/options";
import { forgetClass } from "./forgetClass";

export function defineForget(command: Command): void {
  addFlags(command, [...RECORDS_FLAGS, { name: "yes", says: "deletes without a question" }]);
  command.argument("[room]", "the room code, such as KRUM-4271").action(async (room, given: object) => {
    const { records = "records", keys } = given as Flags;
    const { yes = false } = given as { yes?: boolean };
    const asks = stdin.isTTY === true && stdout.isTTY === true;
    console.log(
      await forgetClass({
        room,
        records,
        keys,
        confirm: yes ? async () => true : asks ? askOnTerminal : undefined,
      }),
    );
  });
}

async function askOnTerminal(question: string): Promise<boolean> {
  const terminal = createInterface({ input: stdin, output: stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
