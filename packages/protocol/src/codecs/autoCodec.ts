/** Which codec a run takes that names none: the most exact one with which a round is fast enough. Pure. */
import type { VectorCodec } from "../vector";
import { codecOf, DEFAULT_CODEC } from "./codecs";
import type { Loss } from "./loss";
import { LOSSES } from "./losses";

/** The choice of the setting `codec` that leaves it to `chooseCodec`; a setting without a value means the same. */
export const AUTO = "auto";

/** The rate of a network that is neither set nor measured. */
export const ASSUMED_MBIT = 20;
/** If a round's bytes take longer, a smaller codec is tried. */
const FAST_SECONDS = 2;
/** The most exact one first. */
const ORDER: readonly VectorCodec[] = [DEFAULT_CODEC, "float16", "int8"];

/** What a round sends over a network that all share, both ways. */
export interface Traffic {
  /** Workers that are not on the coordinator's own machine. */
  workers: number;
  arms: number;
  dim: number;
  /** Megabits a second. */
  mbit: number;
}

/** In steps too, which are as long as updates: only a worker's first round brings whole parameters. */
export function roundBytes(codec: VectorCodec, { workers, arms, dim }: Omit<Traffic, "mbit">): number {
  return 2 * workers * arms * codecOf(codec).bytes(dim);
}

export function roundSeconds(codec: VectorCodec, traffic: Traffic): number {
  return (8 * roundBytes(codec, traffic)) / (1e6 * traffic.mbit);
}

/** `leftOut`: smaller codecs that would have been taken but for a rule. */
export function chooseCodec(
  traffic: Traffic,
  rules: readonly string[],
  losses: readonly Loss[] = LOSSES,
): { codec: VectorCodec; leftOut: Loss[] } {
  const lossOf = (codec: VectorCodec) =>
    losses.find((loss) => loss.codec === codec && rules.includes(loss.rule));
  const leftOut: Loss[] = [];
  let chosen: VectorCodec = DEFAULT_CODEC;
  for (const codec of ORDER) {
    const loss = lossOf(codec);
    if (loss === undefined) chosen = codec;
    else leftOut.push(loss);
    if (roundSeconds(chosen, traffic) <= FAST_SECONDS) break;
  }
  return { codec: chosen, leftOut };
}
