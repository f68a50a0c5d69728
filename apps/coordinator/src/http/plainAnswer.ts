/** Plain HTTP for requests that offer another protocol, such as HTTP/2: a server may go on without it, and Node does not. */
import { type IncomingMessage, type Server, ServerResponse } from "node:http";
import type { Server as SecureServer } from "node:https";

/** Answers each request that offers a protocol as if it offered none, except on paths where another listener takes it over. */
export function answerUpgrades(server: Server | SecureServer, isTaken: (path: string) => boolean): void {
  server.on("upgrade", (request: IncomingMessage) => {
    if (isTaken(request.url ?? "/")) return;
    const response = plainAnswer(request);
    if (response !== undefined) server.emit("request", request, response);
  });
}

/** The connection is closed after it. Undefined, and closed at once, if an answer to an earlier request is under way. */
export function plainAnswer(request: IncomingMessage): ServerResponse | undefined {
  const { socket } = request;
  const response = new ServerResponse(request);
  response.shouldKeepAlive = false;
  // Node has taken its own listener off, and an error without one ends the process
  socket.on("error", () => {});
  try {
    response.assignSocket(socket);
  } catch {
    socket.destroy();
    return undefined;
  }
  response.once("finish", () => socket.destroySoon());
  return response;
}
