import { type IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

/** An answer in plain HTTP to a request that offers another protocol: Node makes none. The connection is closed after it. */
export function plainAnswer(request: IncomingMessage): ServerResponse {
  const { socket } = request;
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  ignoreErrors(socket);
  response.assignSocket(socket);
  response.once("finish", () => socket.destroySoon());
  return response;
}

/** Node has taken its own listener off, and an error without one ends the process. */
function ignoreErrors(socket: Duplex): void {
  socket.on("error", () => {});
}
