/**
 * One line of a run's log: a record, and beside it the checksums of this line and of the vectors that the next round starts
 * from. Lines of earlier versions have no checksums.
 */
import { crc32 } from "./crc";

export interface CheckedLine {
  /** The record's JSON, without the checksums. */
  text: string;
  /** The checksum of the vectors; undefined in a line without checksums. */
  vectors?: string;
}

const SUFFIX = /,"crc32":\{"line":"([0-9a-f]{8})","vectors":"([0-9a-f]{8})"\}\}$/;
const SUFFIX_LENGTH = ',"crc32":{"line":"01234567","vectors":"01234567"}}'.length;
const encoder = new TextEncoder();

/** CRC-32 in eight hexadecimal digits. */
export function checksumOf(data: string | Uint8Array): string {
  const bytes = typeof data === "string" ? encoder.encode(data) : data;
  return crc32(bytes).toString(16).padStart(8, "0");
}

/** `text`: an object's JSON. `vectors`: the checksum of the vectors. `checksum` may be a faster one, of the same values. */
export function withChecksums(text: string, vectors: string, checksum = checksumOf): string {
  const checksums = JSON.stringify({ line: checksum(text + vectors), vectors });
  return `${text.slice(0, -1)},"crc32":${checksums}}`;
}

/**
 * Undefined when the line is damaged. An editor may have added a byte order mark, and a carriage return to each line.
 * `checksum`: as in `withChecksums`.
 */
export function checkedLine(written: string, checksum = checksumOf): CheckedLine | undefined {
  const line = written.replace(/^\ufeff/, "").replace(/\r$/, "");
  if (!line.startsWith("{") || !line.endsWith("}")) return undefined; // a file of zeros or of newlines has millions
  const [, sum, vectors] = SUFFIX.exec(line.slice(-SUFFIX_LENGTH)) ?? [];
  if (sum === undefined) return { text: line };
  const text = `${line.slice(0, -SUFFIX_LENGTH)}}`;
  return checksum(text + vectors) === sum ? { text, vectors } : undefined;
}
