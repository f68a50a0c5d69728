/** A line of a run's log on this machine: lines with checksums are this program's, those of earlier versions are checked field by field. */
import { crc32 } from "node:zlib";
import type { RoundRecord } from "@honest-majority/protocol";
import { checkedLine, recordedRound, withChecksums } from "@honest-majority/records";

export interface RecordLine {
  record: RoundRecord;
  /** The checksum of the vectors; undefined in lines of earlier versions. */
  vectors?: string;
}

/** CRC-32 in eight hexadecimal digits, by zlib: vectors have megabytes. */
export function checksumOf(data: string | Uint8Array): string {
  return crc32(data).toString(16).padStart(8, "0");
}

/** Without a newline. `vectors`: the checksum of the vectors. */
export function writeRecordLine(record: RoundRecord, vectors: string): string {
  return withChecksums(JSON.stringify(record), vectors, checksumOf);
}

/** Undefined when the line is damaged. */
export function readRecordLine(written: string): RecordLine | undefined {
  const line = checkedLine(written, checksumOf);
  if (line === undefined) return undefined;
  const { text, vectors } = line;
  if (vectors !== undefined) return { record: JSON.parse(text) as RoundRecord, vectors };
  const checked = recordedRound(parsed(text));
  return "record" in checked ? { record: checked.record } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
