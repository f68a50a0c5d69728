/**
 * Refuses what a browser sends on behalf of another site: a request whose Origin is another page's, one without an Origin that
 * the browser calls another site's, as for a picture or a script, and one whose Host is not a name of this machine, as when a
 * site's name is made to resolve to this machine (DNS rebinding). Programs send neither an Origin nor the name of a site.
 */
import type { IncomingMessage, RequestListener } from "node:http";
import { quoted, type Refusal, refuse } from "@honest-majority/protocol";
import { isThisMachine, ownAddresses } from "../sockets/callerAddress";
import { hostNames } from "./addresses";

type GuardedRequest = Pick<IncomingMessage, "headers" | "socket" | "url">;

export interface RequestGuard {
  /** Undefined when the request may pass. */
  refuses(request: GuardedRequest): Refusal | undefined;
  /** Whether a Host header names this machine; the public address need not. */
  isOwnHost(host: string): boolean;
  /** Origins of other sites that may use this coordinator. */
  allowed: readonly string[];
}

export function requestGuard({
  host,
  publicUrl,
  allowOrigins = [],
  names = hostNames(),
  addresses = ownAddresses,
}: {
  /** The name or address that the coordinator listens on. */
  host: string;
  /** The origin at which others reach this coordinator. */
  publicUrl?: string;
  allowOrigins?: readonly string[];
  names?: readonly string[];
  addresses?: () => ReadonlySet<string>;
}): RequestGuard {
  const known = new Set([...names, ...names.map(onLocalNetwork), host].map((name) => name.toLowerCase()));
  const isOwn = (name: string) => {
    const plain = name.replace(/^\[|\]$/g, "");
    return known.has(plain) || isThisMachine(plain, addresses());
  };
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  const allowed = [...(publicUrl === undefined ? [] : [publicUrl]), ...allowOrigins];

  function refuses({ headers, socket, url }: GuardedRequest): Refusal | undefined {
    const asked = authority("http:", headers.host);
    if (asked === undefined || !(isOwn(asked.hostname) || asked.host === publicHost)) {
      return refuse(
        "wrong-origin",
        `${quoted(headers.host ?? "nothing")} is no name of the coordinator's machine: use an address that it printed, or start it with --public-url and this address`,
      );
    }
    const { origin } = headers;
    if (origin === undefined) return refuseEmbedded(headers, url);
    if (allowed.includes(origin)) return undefined;
    const page = URL.canParse(origin) ? new URL(origin) : undefined;
    if (page !== undefined) {
      if (page.host === authority(page.protocol, headers.host)?.host) return undefined;
      if (isOwn(page.hostname) && portOf(page) === socket.localPort) return undefined;
    }
    return refuse(
      "wrong-origin",
      `a page of ${quoted(origin)} may not use this coordinator: start it with --public-url if it is reached there, or with --allow-origin for a page of yours`,
    );
  }

  const isOwnHost = (host: string) => isOwn(authority("http:", host)?.hostname ?? "");
  return { refuses, isOwnHost, allowed: allowOrigins };
}

/** Answers what the guard refuses, and the questions that browsers ask before a request from an allowed origin. */
export function guarded({ refuses, allowed }: RequestGuard, handle: RequestListener): RequestListener {
  return (request, response) => {
    const refusal = refuses(request);
    if (refusal !== undefined) {
      response.writeHead(403, {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
      });
      response.end(JSON.stringify(refusal));
      return;
    }
    const { origin } = request.headers;
    if (origin === undefined || !allowed.includes(origin)) return handle(request, response);
    response.setHeader("access-control-allow-origin", origin);
    response.setHeader("vary", "origin");
    if (request.method !== "OPTIONS") return handle(request, response);
    response.writeHead(204, { "access-control-allow-headers": "authorization" }).end();
  };
}

/**
 * Another page may only lead somebody to a page of ours. A browser says where it comes from to names that it trusts: to
 * localhost, and over https. `same-site` is another port of this machine, or another name of a school's domain.
 */
function refuseEmbedded(headers: IncomingMessage["headers"], url = "/"): Refusal | undefined {
  const { "sec-fetch-site": site } = headers;
  if (site !== "cross-site" && site !== "same-site") return undefined;
  const isVisit = headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  if (isVisit && !/^\/(api|healthz|socket\.io)\b/.test(url)) return undefined;
  return refuse(
    "wrong-origin",
    isVisit
      ? "a link on a page of another site may not lead here: type or paste this address into the address bar"
      : "a page of another site may not use this coordinator without saying which it is",
  );
}

/** The name of a machine as its neighbours find it without a name server. */
function onLocalNetwork(name: string): string {
  return `${name.split(".")[0]}.local`;
}

/** Undefined when the header is absent, or more than a name and a port. */
function authority(scheme: string, header: string | undefined): URL | undefined {
  if (header === undefined || !/^[^@/?#\\\s]+$/.test(header)) return undefined;
  const text = `${scheme}//${header}`;
  return URL.canParse(text) ? new URL(text) : undefined;
}

function portOf({ port, protocol }: URL): number {
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}
