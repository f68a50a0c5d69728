/**
 * Addresses that work once. A browser is opened through one, so that the teacher's key is in no process's arguments and on
 * no screen: the answer sends the browser on to the page, with the key in the fragment, which the page takes out at once.
 */
import type { RequestListener } from "node:http";

/** Long enough for a slow machine to open its browser. */
export const ONE_TIME_MS = 2 * 60 * 1000;

/** Uses at most this many at a time: each press of Enter makes one. */
const MOST = 100;

export interface OneTimePaths {
  /** A path that leads to `target` once. */
  pathTo(target: string): string;
  /** Answers the paths, and passes everything else on. */
  listener(otherwise: RequestListener): RequestListener;
}

export function oneTimePaths({
  now,
  newToken,
  isLocal,
}: {
  /** In milliseconds, from any origin. */
  now: () => number;
  newToken: () => string;
  /** Only this machine may use the paths: a class sees the terminal in which they are printed. */
  isLocal: (request: Parameters<RequestListener>[0]) => boolean;
}): OneTimePaths {
  const targets = new Map<string, { target: string; until: number }>();

  function taken(path: string): string | undefined {
    const kept = targets.get(path);
    targets.delete(path);
    return kept !== undefined && now() < kept.until ? kept.target : undefined;
  }

  return {
    pathTo(target) {
      const [oldest] = targets.keys();
      if (targets.size >= MOST && oldest !== undefined) targets.delete(oldest);
      const path = `/open/${newToken()}`;
      targets.set(path, { target, until: now() + ONE_TIME_MS });
      return path;
    },
    listener: (otherwise) => (request, response) => {
      const { method, url = "" } = request;
      if (!url.startsWith("/open/")) return otherwise(request, response);
      const say = (status: number, sentence: string) => {
        response.writeHead(status, {
          "content-type": "text/plain; charset=utf-8",
          "cache-control": "no-store",
        });
        response.end(`${sentence}\n`);
      };
      if (method !== "GET") return say(405, "Only GET is allowed here.");
      if (!isLocal(request))
        return say(403, "This address works only in a browser of the coordinator's own machine.");
      const target = taken(url);
      if (target === undefined)
        return say(
          410,
          "This address was used, or is too old. Press Enter in the coordinator's terminal for a new one.",
        );
      response.writeHead(303, {
        location: target,
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
      });
      response.end();
    },
  };
}
