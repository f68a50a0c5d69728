/** Answers one request of each connection at a time. No browser sends a second one before the first answer. */
import type { RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { LIMITS, type RefusalCode, refuse } from "@honest-majority/protocol";

export function oneAtATime(handler: RequestListener): RequestListener {
  const busy = new WeakSet<Socket>();
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
    busy.add(socket);
    response.once("close", () => busy.delete(socket));
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
