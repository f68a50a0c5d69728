/** Serves the built pages. Every address of the app gets the one page; files with a hash in their name never change. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { missingPartsAdvice } from "@honest-majority/protocol";
import type { Parts } from "../parts";
import type { AnswerPace } from "./answerPace";
import { type PageFile, pageFiles } from "./pageFiles";

const HEADERS = {
  // tfjs compiles WebAssembly, which it reads from a blob of ours; uPlot and React set styles; the learner is a Web Worker of
  // ours. Nothing else is allowed.
  "content-security-policy": [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "connect-src 'self' blob: ws: wss:",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

export function pages(
  { pages: folder, program }: Pick<Parts, "pages" | "program">,
  pace?: AnswerPace,
): RequestListener {
  const files = pageFiles(folder);
  const index = files.get("/index.html");
  return (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      say(response, 405, "Pages are only read here.");
      return;
    }
    if (index === undefined) {
      say(response, 503, `The pages are missing. Stop this coordinator: ${missingPartsAdvice(program)}.`);
      return;
    }
    const path = pathOf(request);
    const file = path === undefined ? undefined : (files.get(path) ?? (isPage(path) ? index : undefined));
    if (path === undefined || file === undefined) {
      say(response, 404, "There is nothing at this address.");
      return;
    }
    const unchanging = path.startsWith("/assets/") && file !== index;
    response.setHeader("cache-control", unchanging ? "public, max-age=31536000, immutable" : "no-cache");
    send(file, { request, response, pace }).catch(() => response.destroy());
  };
}

/** Files have a dot in their names; room codes and pages have none. */
function isPage(path: string): boolean {
  return !path.slice(path.lastIndexOf("/")).includes(".");
}

function pathOf({ url = "/" }: IncomingMessage): string | undefined {
  try {
    return decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return undefined; // a lone %
  }
}

/** Always sends the whole file: none is large enough to need ranges. */
async function send(
  file: PageFile,
  { request, response, pace }: { request: IncomingMessage; response: ServerResponse; pace?: AnswerPace },
): Promise<void> {
  response.setHeader("etag", file.etag);
  response.setHeader("vary", "accept-encoding");
  if (request.headers["if-none-match"] === file.etag) {
    response.writeHead(304).end();
    return;
  }
  let body = file.content;
  if (file.compressed !== undefined && /\bgzip\b/.test(String(request.headers["accept-encoding"]))) {
    body = await file.compressed();
    response.setHeader("content-encoding", "gzip");
  }
  if (pace !== undefined && !(await pace.allows(request, response, body.length))) return;
  response.writeHead(200, { "content-type": file.type, "content-length": body.length });
  response.end(body); // Node leaves the body out of a HEAD's answer
}

function say(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(`${sentence}\n`);
}
