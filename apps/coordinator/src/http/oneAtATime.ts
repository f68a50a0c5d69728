/**
 * Answers one request of each connection at a time: no browser sends a second one before the first answer. Of an address,
 * and of all addresses together, only so many are answered at a time.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { LIMITS, type RefusalCode, refuse } from "@honest-majority/protocol";
import { Tally, type TallyLimits } from "../sockets/tally";

/** A client that reads nothing of its answer for so long is cut. */
const STALLED_MS = 30_000;

export function oneAtATime(
  handler: RequestListener,
  {
    addressOf,
    limits,
  }: {
    /** The address that a request counts for; undefined for this machine itself. */
    addressOf: (request: IncomingMessage) => string | undefined;
    /** How many requests may be under way. */
    limits: TallyLimits;
  },
): RequestListener {
  const busy = new WeakSet<Socket>();
  const underWay = new Tally(limits);
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
      response.setHeader("retry-after", "1");
      turnAway(response, {
        status: 429,
        code: "too-many",
        detail: `as many requests ${whose} are being answered as may be at a time: try again in a second`,
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
    handler(request, response);
  };
}

/** Refuses in a sentence, and closes the connection: what follows on it is not read. */
export function turnAway(
  response: ServerResponse,
  { status, code, detail }: { status: number; code: RefusalCode; detail: string },
): void {
  const body = Buffer.from(JSON.stringify(refuse(code, detail)));
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.byteLength,
    "cache-control": "no-store",
    connection: "close",
  });
  response.end(body);
}
