/** The JSON of every closed round, made once. Pure. */
import { withoutTruth } from "@honest-majority/conductor";
import type { RoundRecord } from "@honest-majority/protocol";

/** Pieces of a record's bytes are about this long. */
const PIECE_BYTES = 65_536;
type Bytes = Uint8Array<ArrayBuffer>;
const encoder = new TextEncoder();

export class RecordBytes {
  readonly #truth = new WeakMap<RoundRecord, Bytes>();
  readonly #others = new WeakMap<RoundRecord, Bytes>();

  /** `truth`: for those who may see roles. */
  of(record: RoundRecord, truth: boolean): Bytes {
    const known = truth ? this.#truth : this.#others;
    const made = known.get(record) ?? encoder.encode(JSON.stringify(truth ? record : withoutTruth(record)));
    known.set(record, made);
    return made;
  }

  /** The JSON of `head` with the records as its last field `rounds`, in pieces. */
  *pieces(head: object, records: readonly RoundRecord[], truth: boolean): Generator<Uint8Array> {
    const opening = JSON.stringify({ ...head, rounds: [] }).slice(0, -2);
    let parts = [encoder.encode(opening)];
    let length = 0;
    for (const [place, record] of records.entries()) {
      if (place > 0) parts.push(COMMA);
      parts.push(this.of(record, truth));
      length += parts[parts.length - 1].byteLength;
      if (length < PIECE_BYTES) continue;
      yield joined(parts);
      parts = [];
      length = 0;
    }
    yield joined([...parts, END]);
  }
}

const COMMA = encoder.encode(",");
const END = encoder.encode("]}");

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
