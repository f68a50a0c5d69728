/** The built pages. Every address of the app is one page; files with a hash in their name never change. */
import { existsSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import sirv from "sirv";

const HEADERS = {
  // tfjs compiles WebAssembly; uPlot and React set styles; the learner is a worker of our own. Nothing else comes in.
  "content-security-policy": [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "connect-src 'self' ws: wss:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

export function pages(folder: string): RequestListener {
  if (!existsSync(join(folder, "index.html"))) {
    return (_, response) => {
      response.writeHead(503, { "content-type": "text/plain; charset=utf-8" });
      response.end("The pages are not built yet. Stop this coordinator and run: npm start\n");
    };
  }
  const serve = sirv(folder, {
    single: true,
    etag: true,
    setHeaders(response, pathname) {
      for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
      const unchanging = pathname.startsWith("/assets/");
      response.setHeader("cache-control", unchanging ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return;
    }
    serve(request, response, () => {
      response.writeHead(404, { "content-type": "text/plain; charset=utf-8" });
      response.end("There is nothing at this address.\n");
    });
  };
}
