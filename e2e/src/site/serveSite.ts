/** Builds the static site, and serves it as any server of plain files would. */
import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import process from "node:process";
import { REPOSITORY } from "../repository";

export const SITE = join(REPOSITORY, "dist/site");

const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** @throws Error with what the build printed. */
export function buildSite(): void {
  const env = { ...process.env, NODE_ENV: "production" }; // vitest sets another
  const { status, stderr } = spawnSync(process.execPath, ["pack/pages.mjs", "site"], {
    cwd: REPOSITORY,
    env,
    encoding: "utf8",
  });
  if (status !== 0 || stderr !== "") throw new Error(`pack/pages.mjs site: ${stderr}`);
}

/** Knows files alone, and no other path than `base`, such as "/school/". */
export async function serveSite(base: string) {
  const missed: string[] = [];
  /** Scripts of Web Workers, without `base`. */
  const workerScripts = new Set<string>();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url?.split("?")[0] ?? "");
    const name = path === base ? "index.html" : path.slice(base.length);
    if (request.headers["sec-fetch-dest"] === "worker") workerScripts.add(name);
    const content = path.startsWith(base)
      ? await readFile(join(SITE, name)).catch(() => undefined)
      : undefined;
    if (content === undefined) {
      missed.push(path);
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream" })
      .end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://localhost:${port}${encodeURI(base)}`, missed, workerScripts, close };
}
