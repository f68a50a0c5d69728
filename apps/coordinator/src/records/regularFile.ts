/** Reads a file of the records, whatever stands in its place: a pipe would make the start wait for ever. */
import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** The files that are read of every room at the start: a room of 256 workers takes some 100 kB. */
export const MOST_ROOM_BYTES = 32_000_000;

/** @throws what the system says; RangeError when the path is no regular file, or one with more bytes. */
export async function readRegularFile(path: string, mostBytes = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)); // Windows has no such flag
  try {
    const found = await file.stat();
    // the system's own error names a folder
    if (!found.isFile() && !found.isDirectory()) throw new RangeError("it is no regular file");
    if (found.size > mostBytes)
      throw new RangeError(`it has ${found.size} bytes, and at most ${mostBytes} are read`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}
