/** Sends the bytes of answers no faster than one address may take them. One peer must not keep the coordinator busy with copies. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { LIMITS, PACE_PATIENCE_SECONDS } from "@honest-majority/protocol";
import { Pace, type PaceLimits } from "@honest-majority/serving";
import { turnAway } from "./oneAtATime";

export class AnswerPace {
  readonly #addressOf: (request: IncomingMessage) => string | undefined;
  readonly #pace: Pace;

  constructor(
    addressOf: (request: IncomingMessage) => string | undefined,
    {
      bytes = { perSecond: LIMITS.answerBytes.most, atOnce: 2 * LIMITS.answerBytes.most },
    }: { bytes?: PaceLimits } = {},
  ) {
    this.#addressOf = addressOf;
    this.#pace = new Pace(bytes, () => performance.now());
  }

  /** Waits until so many bytes may be sent. False when that would be too long: the request is refused. */
  async allows(request: IncomingMessage, response: ServerResponse, bytes: number): Promise<boolean> {
    const wait = this.#pace.take(this.#addressOf(request), bytes, PACE_PATIENCE_SECONDS * 1_000);
    if (wait === undefined) {
      turnAway(response, {
        status: 429,
        code: "too-many",
        detail: `more bytes are being sent to this address than may be in ${PACE_PATIENCE_SECONDS} seconds: try again after that`,
        retrySeconds: PACE_PATIENCE_SECONDS,
      });
      return false;
    }
    if (wait > 0) await sleep(wait);
    return !response.destroyed;
  }

  /** The same pieces, each when it may be sent. */
  async *pieces(request: IncomingMessage, pieces: Iterable<Uint8Array>): AsyncIterable<Uint8Array> {
    const address = this.#addressOf(request); // a socket that is closed has none
    for (const piece of pieces) {
      const wait = this.#pace.take(address, piece.byteLength) ?? 0;
      if (wait > 0) await sleep(wait);
      yield piece;
    }
  }
}
