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
    const refusal = origins.refuses(request) ?? refuseEmbedded(request);
    if (refusal === undefined) {
      next();
      return;
    }
    // what Engine.IO gives as the response of an upgrade sends nothing
    const answer = response instanceof ServerResponse ? response : plainAnswer(request);
    if (answer !== undefined) turnAway(answer, { ...refusal, status: 403 });
  };
}

/** A browser that fetches something for a page of another site, without its origin; programs do not send this header. */
function refuseEmbedded({ url = "/", headers }: IncomingMessage): Refusal | undefined {
  if (new URL(url, "http://coordinator").searchParams.has("j"))
    return refuse("wrong-origin", "messages are not sent as scripts (JSONP): leave out the parameter j");
  if (headers["sec-fetch-site"] === "cross-site" && headers.origin === undefined)
    return refuse(
      "wrong-origin",
      "a page of another site may not use this coordinator without saying which it is",
    );
  return undefined;
}
