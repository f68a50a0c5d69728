/** Runs a command that reads rows and prints one JSON document. */
import { once } from "node:events";
import type { Flags } from "../commandLine";
import type { Document } from "./document";
import { inputBytes } from "./inputBytes";
import { printJson } from "./printJson";

export async function answer(
  run: (flags: Flags, input: AsyncIterable<Uint8Array>) => Promise<Document>,
  flags: Flags,
): Promise<void> {
  const document = await run(flags, inputBytes(flags.in, process.stdin));
  for (const piece of printJson(document)) {
    if (!process.stdout.write(piece)) await once(process.stdout, "drain");
  }
}
