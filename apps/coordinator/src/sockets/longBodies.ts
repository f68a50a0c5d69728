/** Refuses a polling client's message that is too long before it is read, in a sentence. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { turnAway } from "../http/oneAtATime";
import type { ConnectionGuard } from "./connectionGuard";

export function refuseLongBodies(guard: ConnectionGuard) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const length = Number(request.headers["content-length"] ?? 0);
    const longest = guard.longestBody(request);
    if (length <= longest) {
      next();
      return;
    }
    const detail = `a message may have at most ${longest} bytes, this one has ${length}`;
    turnAway(response, { status: 413, code: "too-large", detail });
  };
}
