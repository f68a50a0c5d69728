/**
 * Answers one request of each connection at a time: no browser sends a second one before the first answer. Of an address,
 * and of all addresses together, only so many are answered at a time, and of an address only so many a second.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import {
  LIMITS,
  PACE_PATIENCE_SECONDS,
  type RefusalCode,
  refuse,
  SERVING_SHARE,
} from "@honest-majority/protocol";
import { Pace, type PaceLimits } from "@honest-majority/serving";
import { Tally, type TallyLimits } from "../sockets/tally";

/** A client that reads nothing of its answer for so long is cut. */
const STALLED_MS = 30_000;

export function oneAtATime(
  handler: RequestListener,
  {
    addressOf,
    limits,
    rate,
    isServing = () => false,
  }: {
    /** The address that a request counts for; undefined for this machine itself. */
    addressOf: (request: IncomingMessage) => string | undefined;
    /** How many requests may be under way. */
    limits: TallyLimits;
    /** How many of one address are answered a second; the others wait. */
    rate: PaceLimits;
    /** Whether a request carries the messages of a worker or of a watcher. */
    isServing?: (request: IncomingMessage) => boolean;
  },
): RequestListener {
  const busy = new WeakSet<Socket>();
  const underWay = new Tally(limits);
  const pace = new Pace(rate, () => performance.now());
  return (request, response) => {
    const { socket } = request;
    if (socket.destroyed) return; // a client that sent many requests and went away gets no answer to any
    if (busy.has(socket)) {
      turnAway(response, {
        status: 429,
        code: "too-many",
        detail: `a connection may have ${LIMITS.responses.most} request at a time: wait for the answer before the next one`,
      });
      return;
    }
    const address = addressOf(request);
    const full = underWay.full(address);
    if (full !== undefined) {
      const whose = full === "address" ? `of this address (${limits.perAddress})` : `(${limits.inAll})`;
      turnAway(response, {
        status: 429,
        code: "too-many",
        detail: `as many requests ${whose} are being answered as may be at a time: try again in a second`,
        retrySeconds: 1,
      });
      return;
    }
    const wait = pace.take(address, isServing(request) ? SERVING_SHARE : 1, PACE_PATIENCE_SECONDS * 1_000);
    if (wait === undefined) {
      turnAway(response, {
        status: 429,
        code: "too-many",
        detail: `more requests of this address wait than are answered in ${PACE_PATIENCE_SECONDS} seconds: try again after that`,
        retrySeconds: PACE_PATIENCE_SECONDS,
      });
      return;
    }
    const done = underWay.add(address);
    busy.add(socket);
    response.setTimeout(STALLED_MS, () => response.destroy());
    response.once("close", () => {
      busy.delete(socket);
      done();
    });
    if (wait === 0) handler(request, response);
    else setTimeout(() => socket.destroyed || handler(request, response), wait);
  };
}

/** Refuses in a sentence, and closes the connection: what follows on it is not read. */
export function turnAway(
  response: ServerResponse,
  {
    status,
    code,
    detail,
    retrySeconds,
  }: { status: number; code: RefusalCode; detail: string; retrySeconds?: number },
): void {
  const body = Buffer.from(JSON.stringify(refuse(code, detail)));
  if (retrySeconds !== undefined) response.setHeader("retry-after", retrySeconds);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.byteLength,
    "cache-control": "no-store",
    connection: "close",
  });
  response.end(body);
}
