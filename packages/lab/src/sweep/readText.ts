import { readFile } from "node:fs/promises";
import { plainText, UserError } from "@honest-majority/protocol";

/** Reads a file that a person may have edited. @throws UserError that names the file when it is not text. */
export async function readText(path: string): Promise<string> {
  const bytes = await readFile(path);
  try {
    return plainText(bytes);
  } catch (error) {
    throw new UserError("input", `${path}: ${(error as Error).message}`, { cause: error });
  }
}
