/**
 * A step of the model in a codec that is too coarse for parameters. The model is what was sent: its next parameters are
 * w + decode(encode(step)), by the same addition in float32 at every worker and here, so all hold the same bits. What the
 * rounding left out of this step is added to the next one (error feedback: Seide et al. 2014; Karimireddy et al. 2019,
 * arXiv:1901.09847).
 */
import { decodeVector, encodeVectors, type VectorCodec } from "@honest-majority/protocol";

export interface RoundedStep {
  /** [d], new. */
  parameters: Float32Array;
  /** [d], new. */
  residual: Float32Array;
  /** What workers add to the parameters that they hold. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** The step `from` → `to`, with the residual of the steps before. All [d]. */
export function roundedStep(
  { from, to, residual }: { from: Float32Array; to: Float32Array; residual: Float32Array },
  codec: VectorCodec,
): RoundedStep {
  const d = from.length;
  const step = new Float32Array(d);
  for (let i = 0; i < d; i++) step[i] = to[i] + residual[i] - from[i];
  const bytes = encodeVectors([step], codec);
  const sent = decodeVector(bytes, d, codec);
  const parameters = new Float32Array(d);
  const left = new Float32Array(d);
  for (let i = 0; i < d; i++) {
    parameters[i] = from[i] + sent[i]; // rounded to float32, as each worker does
    left[i] = to[i] + residual[i] - parameters[i];
  }
  return { parameters, residual: left, bytes };
}
