/**
 * Refuses what a page of another site sends to Engine.IO, on every request and every upgrade: `allowRequest` sees only the one
 * that opens a session. A script element sends no Origin, and the page that has it can read an answer that is a script (JSONP).
 */
import { type IncomingMessage, ServerResponse } from "node:http";
import { type Refusal, refuse } from "@honest-majority/protocol";
import { turnAway } from "../http/oneAtATime";
import { plainAnswer } from "../http/plainAnswer";
import type { RequestGuard } from "../http/requestGuard";

export function refuseOtherSites(origins: RequestGuard) {
  return (request: IncomingMessage, response: unknown, next: () => void): void => {
    const refusal = refuseScripts(request) ?? origins.refuses(request);
    if (refusal === undefined) {
      next();
      return;
    }
    // what Engine.IO gives as the response of an upgrade sends nothing
    const answer = response instanceof ServerResponse ? response : plainAnswer(request);
    if (answer !== undefined) turnAway(answer, { ...refusal, status: 403 });
  };
}

function refuseScripts({ url = "/" }: IncomingMessage): Refusal | undefined {
  if (!new URL(url, "http://coordinator").searchParams.has("j")) return undefined;
  return refuse("wrong-origin", "messages are not sent as scripts (JSONP): leave out the parameter j");
}
