import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy that refuses every request to another machine and records it. */
export interface Strangers {
  /** For Playwright's `newContext`: requests to other machines go through the proxy. */
  readonly proxy: { server: string; bypass: string };
  /** The refused requests, as `METHOD address`. */
  readonly asked: readonly string[];
  close(): void;
}

export async function watchForStrangers(): Promise<Strangers> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  server.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    proxy: { server: `http://127.0.0.1:${port}`, bypass: "localhost,127.0.0.1" },
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
