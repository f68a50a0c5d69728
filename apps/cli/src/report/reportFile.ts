import { constants } from "node:fs";
import { access, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { plainText, UserError } from "@honest-majority/protocol";
import { isReport } from "@honest-majority/report";

/**
 * A function that writes the file. It may replace an earlier report.
 *
 * @throws UserError when another kind of file is there, or when nothing can be written there.
 */
export async function reportFile(file: string): Promise<(text: string) => Promise<void>> {
  const there = await readFile(file).catch(({ code, message }: NodeJS.ErrnoException) => {
    if (code === "ENOENT") return undefined;
    throw new UserError("usage", `--report ${file} cannot be written: ${message}`);
  });
  if (there !== undefined && !isReport(textOf(there)))
    throw new UserError("usage", `--report ${file} is another kind of file: give another name, or move it`);
  const folder = dirname(file);
  await access(folder, constants.W_OK).catch(({ message }: Error) => {
    throw new UserError("usage", `--report ${file} cannot be written: ${message}`);
  });
  return (text) => writeFile(file, text);
}

/** Empty for what is not text. */
function textOf(bytes: Uint8Array): string {
  try {
    return plainText(bytes);
  } catch {
    return "";
  }
}
