import { createReadStream } from "node:fs";
import { InputError } from "./inputError";

/** A command without its hands: what it is told and sent, and the document it answers with. */
export interface Command {
  help: string;
  /** Every flag it knows, beside --help. */
  flags: readonly string[];
  /**
   * @throws InputError or RangeError where the flags or the input are not what they must be.
   */
  run(flags: Readonly<Record<string, string>>, input: AsyncIterable<Uint8Array>): Promise<Document>;
}

export type Document = Readonly<Record<string, unknown>>;

/** The bytes of `--in`, or of standard input where there is none. */
export async function* inputBytes(
  path: string | undefined,
  standard: AsyncIterable<Uint8Array> & { isTTY?: boolean },
): AsyncGenerator<Uint8Array> {
  if (path === undefined) {
    if (standard.isTTY === true) throw new InputError("give --in FILE, or send the input to standard input");
    yield* standard;
    return;
  }
  try {
    yield* createReadStream(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InputError(`--in ${path}: ${code === "ENOENT" ? "there is no such file" : message}`);
  }
}
