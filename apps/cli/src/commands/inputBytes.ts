import { createReadStream } from "node:fs";
import { UserError } from "@honest-majority/protocol";

/** The bytes of the file `--in`, or of standard input without that flag. */
export async function* inputBytes(
  path: string | undefined,
  standard: AsyncIterable<Uint8Array> & { isTTY?: boolean },
): AsyncGenerator<Uint8Array> {
  if (path === undefined) {
    if (standard.isTTY === true)
      throw new UserError("input", "give --in FILE, or send the input to standard input");
    yield* standard;
    return;
  }
  try {
    yield* createReadStream(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError("input", `--in ${path}: ${code === "ENOENT" ? "there is no such file" : message}`);
  }
}
