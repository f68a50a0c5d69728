/** Validates one update: run, round, arm, dimension, codec, bytes and finiteness, in this order. */
import {
  type Bytes,
  codecNames,
  decodeVector,
  isFiniteDecoded,
  knowsCodec,
  quoted,
  type Refusal,
  refuse,
  type UpdateHeader,
  vectorBytes,
} from "@honest-majority/protocol";
import { objection, type Round } from "@honest-majority/rounds";

export type ValidatedUpdate = { ok: true; round: Round; vector: Float32Array } | Refusal;

export function validateUpdate({
  run,
  dim,
  round,
  upcoming,
  worker,
  header,
  bytes,
  into,
}: {
  run: string;
  dim: number;
  /** The round that is open now, if one is. */
  round: Round | undefined;
  /** The round that is open, or else the next one to open: an update for an earlier round is late. */
  upcoming: number;
  worker: string;
  header: Required<UpdateHeader>;
  bytes: Bytes;
  /** Returns memory [d] to decode the update into. Called last; a refused update may leave anything in it. */
  into?: () => Float32Array;
}): ValidatedUpdate {
  if (header.run !== run) {
    return refuse(
      "wrong-run",
      `the run is ${run}, the update is for ${quoted(header.run)}: wait for run:assigned and load the shard`,
    );
  }
  if (header.round !== round?.round && header.round < upcoming) {
    return refuse(
      "late",
      `round ${header.round} had closed when the update came: it is not counted, and it is no fault`,
    );
  }
  if (round === undefined || header.round !== round.round) {
    const open = round === undefined ? "no round is open" : `round ${round.round} is open`;
    return refuse(
      "wrong-round",
      `${open}, the update is for round ${header.round}: answer the latest round:open`,
    );
  }
  const code = objection(round, worker, header.arm);
  switch (code) {
    case undefined:
      break;
    case "duplicate":
      return refuse(code, `arm ${header.arm} of round ${round.round} already has this worker's update`);
    case "wrong-arm":
      return refuse(
        code,
        `round ${round.round} trains arms ${round.arms.join(", ")}, the update is for arm ${header.arm}`,
      );
    default:
      return refuse(code, `round ${round.round} opened without this worker: it is invited to the next one`);
  }
  if (header.dim !== dim) {
    return refuse("wrong-dimension", `the model has ${dim} parameters, the update claims ${header.dim}`);
  }
  if (!knowsCodec(header.codec)) {
    return refuse(
      "malformed",
      `codec: must be one of ${codecNames().join(", ")}, got ${quoted(header.codec)}`,
    );
  }
  const expected = vectorBytes(header.codec, dim);
  if (bytes.byteLength !== expected) {
    return refuse(
      "wrong-bytes",
      `${dim} ${header.codec} values take ${expected} bytes, ${bytes.byteLength} came`,
    );
  }
  const vector = decodeVector(bytes, dim, header.codec, into?.());
  if (!isFiniteDecoded(vector, bytes, header.codec)) {
    const at = vector.findIndex((value) => !Number.isFinite(value));
    return refuse("not-finite", `an update's values must be finite, value ${at} is ${vector[at]}`);
  }
  return { ok: true, round, vector };
}
