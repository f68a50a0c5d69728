/** The HTTP API: health, plugins, a room's record and its runs, a worker's shard, and pages that are closed. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";
import type { ShardStream } from "@honest-majority/conductor";
import {
  type Answer,
  LIMITS,
  quoted,
  REFUSALS,
  type Refusal,
  type RefusalFacts,
  RoomCode,
} from "@honest-majority/protocol";
import type { FindRoom } from "@honest-majority/serving";
import type { AnswerPace } from "./answerPace";
import { turnAway } from "./oneAtATime";
import { type PiecesReply, type Reply, refusal, type Whole, type WholeReply } from "./reply";
import { type RoomRuns, runsReply } from "./runsApi";
import { UnderWay } from "./underWay";

/** What the API reads from a room. */
export interface ServedRoom {
  publicInfo(): object;
  /** JSON in pieces. */
  recordPieces(instructor: boolean): Iterable<Uint8Array>;
  shard(workerToken: string, run: string): ShardStream | Refusal;
  leavePage(workerToken: string, connection: string): Answer;
  knows(token: string): boolean;
  isInstructor(token: string): boolean;
  /** The current run, which is not deleted. */
  readonly currentRun: string;
}

export interface ApiParts {
  findRoom: FindRoom<ServedRoom>;
  /** The address for which a request counts. */
  addressOf: (request: IncomingMessage) => string | undefined;
  health: () => object;
  /** The runs of every room on disk; unset, there are none. */
  runs?: RoomRuns;
  /** The source text of each plugin, which pages and workers load as well. */
  plugins?: readonly string[];
  /** How fast answers are sent; unset, as fast as they are read. */
  pace?: AnswerPace;
  /** How many workers' data may be sent to one address at a time; unset, the usual number of seats. */
  shardsPerAddress?: number;
  /** Answers every path that is not under /api. */
  otherwise: RequestListener;
}

export function api({
  health,
  plugins = [],
  otherwise,
  pace,
  shardsPerAddress = LIMITS.seatsPerAddress.most,
  ...search
}: ApiParts): RequestListener {
  const underWay = new UnderWay({ shardsPerAddress });
  const answer = (request: IncomingMessage, response: ServerResponse, reply: Reply) => {
    if ("body" in reply) {
      send(response, reply);
      return;
    }
    const detail = reply.counted && underWay.refuses(response, reply.counted);
    if (detail !== undefined) {
      turnAway(response, { status: 429, code: "too-many", detail, retrySeconds: 1 });
      return;
    }
    const pieces = pace?.pieces(request, reply.pieces) ?? reply.pieces;
    sendPieces(request, response, { ...reply, pieces });
  };
  const failed = (request: IncomingMessage, response: ServerResponse, error: unknown) => {
    // one failing request must not stop the coordinator
    const reason = error instanceof Error ? error.message : String(error);
    answer(request, response, refusal(500, "unavailable", `the coordinator could not answer: ${reason}`));
  };
  return (request, response) => {
    const url = urlOf(request);
    if (!/^\/(healthz$|api(\/|$))/.test(url.pathname)) {
      otherwise(request, response);
      return;
    }
    if (hasLongBody(request)) {
      const detail = `a request to this address may have a body of ${LIMITS.requestBodyBytes.most} bytes, and needs none`;
      turnAway(response, { status: 413, code: "too-large", detail });
      return;
    }
    const methods = methodsAt(url);
    if (!methods.includes(request.method ?? "")) {
      response.setHeader("allow", methods.join(", "));
      send(response, refusal(405, "malformed", `only ${methods[0]} is allowed here, got ${request.method}`));
      return;
    }
    try {
      const isHealth = url.pathname === "/healthz";
      const reply = isHealth ? { status: 200, body: { ok: true, ...health() } } : undefined;
      const made = reply ?? pluginsReply(url.pathname, plugins) ?? replyTo(url, request, search);
      if (!(made instanceof Promise)) answer(request, response, made);
      else
        made.then(
          (ready) => answer(request, response, ready),
          (error) => failed(request, response, error),
        );
    } catch (error) {
      failed(request, response, error);
    }
  };
}

/** No link and no prefetch changes anything: they are GETs. */
function methodsAt({ pathname }: URL): readonly string[] {
  if (/^\/api\/rooms\/[^/]+\/leave$/.test(pathname)) return ["POST"];
  return /^\/api\/rooms\/[^/]+\/runs\/[^/]+$/.test(pathname) ? ["GET", "HEAD", "DELETE"] : ["GET", "HEAD"];
}

/** The list of plugins, or one of them; undefined for any other path. */
function pluginsReply(pathname: string, plugins: readonly string[]): Reply | undefined {
  const paths = plugins.map((_, i) => `/api/plugins/${i}.mjs`);
  if (pathname === "/api/plugins") return { status: 200, body: { plugins: paths } };
  const place = paths.indexOf(pathname);
  return place < 0 ? undefined : { status: 200, body: plugins[place] };
}

function replyTo(
  url: URL,
  request: IncomingMessage,
  { findRoom, addressOf, runs }: Pick<ApiParts, "findRoom" | "addressOf" | "runs">,
): Reply | Promise<Reply> {
  const [, , kind, code = "", what = "", ...rest] = url.pathname.split("/");
  const nothing = refusal(404, "malformed", `there is nothing at ${quoted(url.pathname)}`);
  if (kind !== "rooms" || rest.length > (what === "runs" ? 1 : 0)) return nothing;
  const parsed = RoomCode.safeParse(code);
  if (!parsed.success) return refusal(404, "wrong-room", `there is no room ${quoted(code)} here`);
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const address = addressOf(request);
  const room = findRoom(parsed.data, { address, token });
  if ("ok" in room) return { status: statusOf(room), body: room };
  switch (what) {
    case "":
      return { status: 200, body: room.publicInfo() };
    case "record":
      if (token === undefined)
        return { pieces: room.recordPieces(false), counted: { kind: "record", address } };
      if (room.isInstructor(token)) return { pieces: room.recordPieces(true) };
      return refusal(401, "wrong-token", "the token is not this room's instructor's");
    case "runs": {
      if (runs === undefined) return nothing;
      if (token === undefined || !room.isInstructor(token))
        return refusal(401, "wrong-token", "Authorization: Bearer <instructor token> must be sent");
      const { currentRun: current } = room;
      const { method = "GET" } = request;
      return runsReply({ room: parsed.data, run: rest[0], method, query: url.searchParams, current }, runs);
    }
    case "shard": {
      if (token === undefined)
        return refusal(401, "wrong-token", "Authorization: Bearer <worker token> must be sent");
      const shard = room.shard(token, url.searchParams.get("run") ?? "");
      if ("ok" in shard) return { status: statusOf(shard), body: shard };
      return { pieces: shard.pieces(), bytes: shard.bytes, counted: { kind: "shard", token, address } };
    }
    case "leave": {
      if (token === undefined)
        return refusal(401, "wrong-token", "Authorization: Bearer <worker token> must be sent");
      const left = room.leavePage(token, url.searchParams.get("connection") ?? "");
      return { status: left.ok ? 200 : statusOf(left), body: left };
    }
    default:
      return nothing;
  }
}

function urlOf(request: IncomingMessage): URL {
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

/** A body whose length is not announced counts as long. */
function hasLongBody({
  headers: { "content-length": length = "0", "transfer-encoding": coding },
}: IncomingMessage) {
  return coding !== undefined || Number(length) > LIMITS.requestBodyBytes.most;
}

const JSON_TYPE = "application/json; charset=utf-8";
const BYTES_TYPE = "application/octet-stream";
/** As RFC 5987 asks for: a label may have any letters. */
const encoded5987 = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
const headersOf = (type: string) => ({
  "content-type": type,
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
});

function sendPieces(
  request: IncomingMessage,
  response: ServerResponse,
  {
    pieces,
    bytes,
    saveAs,
  }: Pick<PiecesReply, "bytes" | "saveAs"> & { pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array> },
): void {
  response.writeHead(200, {
    ...headersOf(saveAs === undefined && bytes === undefined ? JSON_TYPE : BYTES_TYPE),
    ...(bytes !== undefined && { "content-length": bytes }),
    ...(saveAs !== undefined && {
      "content-disposition": `attachment; filename*=UTF-8''${encoded5987(saveAs)}`,
    }),
  });
  if (request.method === "HEAD") response.end();
  else pipeline(Readable.from(pieces, { objectMode: false }), response, () => {}); // destroys both when one fails
}

function send(response: ServerResponse, { status, body }: WholeReply): void {
  const { type, bytes } = encoded(body);
  response.writeHead(status, {
    ...headersOf(type),
    "content-length": bytes.byteLength,
    ...(status === 401 && { "www-authenticate": "Bearer" }),
  });
  response.end(bytes); // Node leaves the body out of a HEAD's answer
}

function encoded(body: Whole): { type: string; bytes: Uint8Array } {
  if (body instanceof Uint8Array) return { type: BYTES_TYPE, bytes: body };
  if (typeof body === "string") return { type: "text/javascript; charset=utf-8", bytes: Buffer.from(body) };
  return { type: JSON_TYPE, bytes: Buffer.from(JSON.stringify(body)) };
}
