/** The HTTP API: health, plugins, a room's record, a worker's shard. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import {
  quoted,
  REFUSALS,
  type Refusal,
  type RefusalCode,
  type RefusalFacts,
  RoomCode,
  refuse,
} from "@honest-majority/protocol";

/** What the API reads from a room. */
export interface ServedRoom {
  publicInfo(): object;
  record(instructor: boolean): object;
  shard(workerToken: string, run: string): Uint8Array | Refusal;
  isInstructor(token: string): boolean;
}

export interface ApiParts {
  findRoom: (code: string) => ServedRoom | undefined;
  health: () => object;
  /** The source text of each plugin, which pages and workers load as well. */
  plugins?: readonly string[];
  /** Answers every path that is not under /api. */
  otherwise: RequestListener;
}

/** An object is sent as JSON, bytes and text as they are. */
type Reply = { status: number; body: object | Uint8Array | string };

export function api({ findRoom, health, plugins = [], otherwise }: ApiParts): RequestListener {
  return (request, response) => {
    const url = addressOf(request);
    if (!/^\/(healthz$|api(\/|$))/.test(url.pathname)) {
      otherwise(request, response);
      return;
    }
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      send(response, refusal(405, "malformed", `only GET is allowed here, got ${request.method}`));
      return;
    }
    try {
      const isHealth = url.pathname === "/healthz";
      const reply = isHealth ? { status: 200, body: { ok: true, ...health() } } : undefined;
      send(response, reply ?? pluginsReply(url.pathname, plugins) ?? replyTo(url, request, findRoom));
    } catch (error) {
      // one failing request must not stop the coordinator
      const reason = error instanceof Error ? error.message : String(error);
      send(response, refusal(500, "unavailable", `the coordinator could not answer: ${reason}`));
    }
  };
}

/** The list of plugins, or one of them; undefined for any other path. */
function pluginsReply(pathname: string, plugins: readonly string[]): Reply | undefined {
  const paths = plugins.map((_, i) => `/api/plugins/${i}.mjs`);
  if (pathname === "/api/plugins") return { status: 200, body: { plugins: paths } };
  const place = paths.indexOf(pathname);
  return place < 0 ? undefined : { status: 200, body: plugins[place] };
}

function replyTo(url: URL, request: IncomingMessage, findRoom: ApiParts["findRoom"]): Reply {
  const [, , kind, code = "", what = "", ...rest] = url.pathname.split("/");
  const nothing = refusal(404, "malformed", `there is nothing at ${quoted(url.pathname)}`);
  if (kind !== "rooms" || rest.length > 0) return nothing;
  const parsed = RoomCode.safeParse(code);
  const room = parsed.success ? findRoom(parsed.data) : undefined;
  if (room === undefined) return refusal(404, "wrong-room", `there is no room ${quoted(code)} here`);
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  switch (what) {
    case "":
      return { status: 200, body: room.publicInfo() };
    case "record":
      if (token === undefined) return { status: 200, body: room.record(false) };
      if (room.isInstructor(token)) return { status: 200, body: room.record(true) };
      return refusal(401, "wrong-token", "the token is not this room's instructor's");
    case "shard": {
      if (token === undefined)
        return refusal(401, "wrong-token", "Authorization: Bearer <worker token> must be sent");
      const shard = room.shard(token, url.searchParams.get("run") ?? "");
      return { status: shard instanceof Uint8Array ? 200 : statusOf(shard), body: shard };
    }
    default:
      return nothing;
  }
}

function addressOf(request: IncomingMessage): URL {
  try {
    return new URL(request.url ?? "/", "http://coordinator");
  } catch {
    return new URL("http://coordinator/");
  }
}

function statusOf({ code }: Refusal): number {
  const { http = 400 }: RefusalFacts = REFUSALS[code];
  return http;
}

function refusal(status: number, code: RefusalCode, detail: string): Reply {
  return { status, body: refuse(code, detail) };
}

function send(response: ServerResponse, { status, body }: Reply): void {
  const { type, bytes } = encoded(body);
  response.writeHead(status, {
    "content-type": type,
    "content-length": bytes.byteLength,
    "cache-control": "no-store",
    ...(status === 401 && { "www-authenticate": "Bearer" }),
    "x-content-type-options": "nosniff",
  });
  response.end(bytes); // Node leaves the body out of a HEAD's answer
}

function encoded(body: Reply["body"]): { type: string; bytes: Uint8Array } {
  if (body instanceof Uint8Array) return { type: "application/octet-stream", bytes: body };
  if (typeof body === "string") return { type: "text/javascript; charset=utf-8", bytes: Buffer.from(body) };
  return { type: "application/json; charset=utf-8", bytes: Buffer.from(JSON.stringify(body)) };
}
