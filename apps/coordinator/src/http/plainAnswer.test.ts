import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { answerUpgrades } from "./plainAnswer";

async function serve(handler: RequestListener): Promise<Server> {
  const server = createServer(handler);
  answerUpgrades(server, (path) => path === "/taken");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return server;
}

/** Sends heads of requests on one connection; resolves to all that comes until it is closed. */
function send(server: Server, ...heads: string[]): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    socket.on("error", () => {}).once("close", () => resolve(text));
    socket.write(heads.map((head) => `${head}\r\nHost: x\r\n\r\n`).join(""));
  });
}

const OFFER =
  "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA";

describe("answerUpgrades", () => {
  test("a request that offers HTTP/2 is answered in HTTP/1.1, and its connection is closed", async () => {
    const server = await serve(({ url }, response) => response.end(`hello ${url}`));
    const text = await send(server, `GET /a HTTP/1.1\r\n${OFFER}`);
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(text).toMatch(/\r\nConnection: close\r\n/i);
    expect(text.endsWith("hello /a")).toBe(true);
  });

  test("a path that another listener takes over is left to it", async () => {
    const server = await serve((_, response) => response.end("hello"));
    server.on("upgrade", ({ url }, socket) => {
      if (url === "/taken") socket.end("taken over");
    });
    expect(await send(server, `GET /taken HTTP/1.1\r\n${OFFER}`)).toBe("taken over");
  });

  test("behind a request that has no answer yet, it closes the connection and nothing else", async () => {
    const server = await serve(({ url }, response) => {
      if (url === "/quick") response.end("hello");
    });
    expect(await send(server, "GET /slow HTTP/1.1", `GET /quick HTTP/1.1\r\n${OFFER}`)).toBe("");
    expect(await send(server, `GET /quick HTTP/1.1\r\n${OFFER}`)).toContain("hello");
  });
});
