import type { VectorCodec } from "../vector";

/** A rule that a codec costs more accuracy than seeds differ: `auto` does not take them together. */
export interface Loss {
  /** With its pre-aggregators, as `armLabel` writes them. */
  rule: string;
  codec: VectorCodec;
  /** What it costs, in a few words. */
  loses: string;
}
