/**
 * Refuses the plain requests that no client of Engine.IO sends. It answers an odd method with status 500, and never one that
 * names the session of a WebSocket.
 */
import { type IncomingMessage, ServerResponse } from "node:http";
import { quoted } from "@honest-majority/protocol";
import { turnAway } from "../http/oneAtATime";

export function refuseOddRequests(
  { method = "", url = "/" }: IncomingMessage,
  response: unknown,
  next: () => void,
): void {
  const isPlain = response instanceof ServerResponse; // and not an upgrade
  if (isPlain && method !== "GET" && method !== "POST") {
    const detail = `messages come by GET and POST, this request is ${quoted(method)}`;
    turnAway(response, { status: 405, code: "malformed", detail });
  } else if (isPlain && transportOf(url) === "websocket") {
    const detail = "a WebSocket begins with an upgrade, which this request does not ask for";
    turnAway(response, { status: 400, code: "malformed", detail });
  } else next();
}

/** The last one, as Engine.IO reads it. */
function transportOf(url: string): string | undefined {
  return new URL(url, "http://coordinator").searchParams.getAll("transport").at(-1);
}
