/** The last rounds before some round, as many as one answer holds. Earlier rounds are brief, each made once. */
import { withoutTruth } from "@honest-majority/conductor";
import {
  type BriefRound,
  briefRound,
  isMeasured,
  type RoundRecord,
  type RoundsPage,
} from "@honest-majority/protocol";
import type { RecordBytes } from "./recordBytes";

const encoder = new TextEncoder();

interface Brief {
  round: BriefRound;
  bytes: number;
}

export interface PageRequest {
  /** The page ends before this place among the records. */
  end: number;
  /** Bytes of records, at most; at least one record. */
  most: number;
  /** For those who may see roles. */
  truth: boolean;
  /** Every round as its record. */
  whole: boolean;
}

export class RoundsPages {
  readonly #bytes: RecordBytes;
  readonly #truth = new WeakMap<RoundRecord, Brief>();
  readonly #others = new WeakMap<RoundRecord, Brief>();

  constructor(bytes: RecordBytes) {
    this.#bytes = bytes;
  }

  /** The last round is whole, and the last in which the arms were evaluated, as a dashboard shows more of these. */
  page(records: readonly RoundRecord[], { end, most, truth, whole }: PageRequest): RoundsPage {
    const rounds: RoundRecord[] = [];
    let start = end;
    let left = most;
    let hasMeasured = false;
    for (; start > 0; start--) {
      const record = records[start - 1];
      const isLatest = start === end || (!hasMeasured && isMeasured(record));
      const brief = whole || isLatest ? undefined : this.#brief(record, truth);
      left -= brief?.bytes ?? this.#bytes.of(record, truth).byteLength;
      if (left < 0 && start < end) break;
      hasMeasured ||= isMeasured(record);
      rounds.push(brief?.round ?? (truth ? record : withoutTruth(record)));
    }
    return { rounds: rounds.reverse(), earlier: start };
  }

  #brief(record: RoundRecord, truth: boolean): Brief {
    const known = truth ? this.#truth : this.#others;
    let made = known.get(record);
    if (made === undefined) {
      const round = briefRound(truth ? record : withoutTruth(record));
      made = { round, bytes: encoder.encode(JSON.stringify(round)).byteLength };
      known.set(record, made);
    }
    return made;
  }
}
