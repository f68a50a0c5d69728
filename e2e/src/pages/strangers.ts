import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands where a browser's way into the world would be: takes down who is asked for, and lets nobody through. */
export interface Strangers {
  /** For Playwright's `newContext`: everything but this machine goes through here. */
  readonly proxy: { server: string; bypass: string };
  /** What was asked of other machines, as `METHOD address`. */
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
    socket.end("HTTP/1.1 502 Nobody goes out\r\n\r\n");
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
