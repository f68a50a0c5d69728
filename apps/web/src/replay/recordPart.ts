/** A part of a long record. A file of any length is cut, and no more of it is in memory than one page may hold. */
import { MOST_FILE_BYTES, MOST_LINE_BYTES } from "@honest-majority/records";

/** With its head and the end of its last line, a part is as long as a record may be. */
export const PART_BYTES = MOST_FILE_BYTES - 2 * MOST_LINE_BYTES;

export interface RecordPart {
  /** A record of its own: the head, and the rounds whose lines begin in this part. */
  bytes: Uint8Array;
  /** From 1. */
  part: number;
  of: number;
}

/** A record that is short enough is one part, which is left to the reader to check, as is a file that is no record. */
export async function recordPart(
  file: Blob,
  part: number,
  { partBytes = PART_BYTES, lineBytes = MOST_LINE_BYTES } = {},
): Promise<RecordPart> {
  if (file.size <= partBytes) return { bytes: await bytesOf(file), part: 1, of: 1 };
  const first = await bytesOf(file.slice(0, lineBytes));
  const head = first.subarray(0, afterLine(first, 0));
  const [from, until] = [part - 1, part].map((place) => head.length + place * partBytes);
  // from the byte before on: a line that begins in this part stands behind a newline
  const text = await bytesOf(file.slice(from - 1, until + lineBytes));
  const begin = afterLine(text, 0);
  const end = until >= file.size ? text.length : afterLine(text, until - from);
  const bytes = new Uint8Array(head.length + Math.max(0, end - begin));
  bytes.set(head);
  if (end > begin) bytes.set(text.subarray(begin, end), head.length);
  return { bytes, part, of: Math.ceil((file.size - head.length) / partBytes) };
}

/** Where the first line begins that stands behind a newline at `start` or later. */
function afterLine(bytes: Uint8Array, start: number): number {
  const newline = bytes.indexOf(0x0a, start);
  return newline < 0 ? bytes.length : newline + 1;
}

const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());
