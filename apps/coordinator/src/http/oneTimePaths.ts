/**
 * Addresses that work once. A browser is opened through one, so that the teacher's key is in no process's arguments, on no
 * screen and in no browser's history: the page at the address asks for the key with a POST, which no history keeps.
 */
import type { IncomingMessage, RequestListener } from "node:http";

/** Long enough for a slow machine to open its browser. */
export const ONE_TIME_MS = 2 * 60 * 1000;

/** Uses at most this many at a time: each press of Enter makes one. */
const MOST = 100;

/** What the page is given. */
export interface InstructorKey {
  token: string;
  room: string;
}

export interface OneTimePaths {
  /** A path that gives `key` once. */
  pathTo(key: InstructorKey): string;
  /** Answers what the pages ask of the paths, and passes everything else on, as the pages' own addresses. */
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
  isLocal: (request: IncomingMessage) => boolean;
}): OneTimePaths {
  const keys = new Map<string, { key: InstructorKey; until: number }>();

  function taken(path: string): InstructorKey | undefined {
    const kept = keys.get(path);
    keys.delete(path);
    return kept !== undefined && now() < kept.until ? kept.key : undefined;
  }

  return {
    pathTo(key) {
      const [oldest] = keys.keys();
      if (keys.size >= MOST && oldest !== undefined) keys.delete(oldest);
      const path = `/open/${newToken()}`;
      keys.set(path, { key, until: now() + ONE_TIME_MS });
      return path;
    },
    listener: (otherwise) => (request, response) => {
      const { method, url = "" } = request;
      if (!url.startsWith("/open/") || method !== "POST") return otherwise(request, response);
      const answer = (status: number, body: InstructorKey | { detail: string }) => {
        response.writeHead(status, {
          "content-type": "application/json; charset=utf-8",
          "cache-control": "no-store",
          "x-content-type-options": "nosniff",
        });
        response.end(JSON.stringify(body));
      };
      if (!isLocal(request))
        return answer(403, {
          detail: "This address works only in a browser of the coordinator's own machine.",
        });
      if (!isOfItsOwnPage(request))
        return answer(403, { detail: "Only the page at this address may ask for the key." });
      const key = taken(url);
      if (key === undefined) return answer(410, { detail: "This address was used, or is too old." });
      answer(200, key);
    },
  };
}

/**
 * A page's POST always has an Origin. The public one shows a proxy on this machine that writes its own Host. A site that `--allow-origin` names may use the class, and not become its teacher.
 */
function isOfItsOwnPage({ headers: { origin, host, "sec-fetch-site": site } }: IncomingMessage): boolean {
  if (site !== undefined && site !== "same-origin") return false;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
