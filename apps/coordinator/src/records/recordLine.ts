/**
 * One line of a run's log: a record, and beside it the checksums of this line and of the vectors that the next round starts
 * from. Lines of earlier versions have no checksums: `earlierRecord` checks their fields instead.
 */
import { crc32 } from "node:zlib";
import type { RoundRecord } from "@honest-majority/protocol";
import { earlierRecord } from "./earlierRecord";

export interface RecordLine {
  record: RoundRecord;
  /** The checksum of the vectors; undefined in lines of earlier versions. */
  vectors?: string;
}

const SUFFIX = /,"crc32":\{"line":"([0-9a-f]{8})","vectors":"([0-9a-f]{8})"\}\}$/;
const SUFFIX_LENGTH = ',"crc32":{"line":"01234567","vectors":"01234567"}}'.length;

/** CRC-32 in eight hexadecimal digits. */
export function checksumOf(data: string | Uint8Array): string {
  return crc32(data).toString(16).padStart(8, "0");
}

/** Without a newline. `vectors`: the checksum of the vectors. */
export function writeRecordLine(record: RoundRecord, vectors: string): string {
  const text = JSON.stringify(record);
  const checksums = JSON.stringify({ line: checksumOf(text + vectors), vectors });
  return `${text.slice(0, -1)},"crc32":${checksums}}`;
}

/** Undefined when the line is damaged. An editor may have added a byte order mark, and a carriage return to each line. */
export function readRecordLine(written: string): RecordLine | undefined {
  const line = written.replace(/^\ufeff/, "").replace(/\r$/, "");
  if (!line.startsWith("{") || !line.endsWith("}")) return undefined; // a file of zeros or of newlines has millions
  const [, checksum, vectors] = SUFFIX.exec(line.slice(-SUFFIX_LENGTH)) ?? [];
  if (checksum === undefined) {
    const record = earlierRecord(parsed(line));
    return record && { record };
  }
  const text = `${line.slice(0, -SUFFIX_LENGTH)}}`;
  if (checksumOf(text + vectors) !== checksum) return undefined;
  return { record: JSON.parse(text) as RoundRecord, vectors };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
