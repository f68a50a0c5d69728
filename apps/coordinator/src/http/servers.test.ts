import type { EventEmitter } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { get as secureGet } from "node:https";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isUserError } from "@honest-majority/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Certificate, ownCertificate } from "./certificate";
import { openServers } from "./servers";

let folder: string;
let certificate: Certificate;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "servers-"));
  certificate = await ownCertificate(folder, {
    names: ["localhost"],
    addresses: ["127.0.0.1"],
    now: new Date(),
  });
});
afterAll(() => rm(folder, { recursive: true }));

const open = (change: Partial<Parameters<typeof openServers>[0]> = {}) =>
  openServers({
    host: "127.0.0.1",
    port: 0,
    httpsPort: 0,
    certificate,
    handler: (_, response) => response.end("hello"),
    addressOf: () => undefined,
    wires: { perAddress: 1, inAll: 1 },
    requests: { perAddress: 9, inAll: 9 },
    ...change,
  });

function askSecurely(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    secureGet({ host: "127.0.0.1", port, ca: certificate.cert, agent: false }, (response) => {
      response.setEncoding("utf8").on("data", resolve);
    }).on("error", reject);
  });
}

/** Occupies a port until `free` is called. */
async function occupied(): Promise<{ port: number; free: () => void }> {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
  const address = blocker.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, free: () => blocker.close() };
}

describe("openServers", () => {
  test("http and https answer alike, each on its own port", async () => {
    const servers = await open();
    expect(servers.port).not.toBe(servers.httpsPort);
    expect(await (await fetch(`http://127.0.0.1:${servers.port}`)).text()).toBe("hello");
    expect(await askSecurely(servers.httpsPort)).toBe("hello");
    await servers.close();
  });

  /** A TCP connection that sends a text. */
  function wire(port: number, text = "") {
    const socket = connect(port, "127.0.0.1", () => text !== "" && socket.write(text));
    const closed = new Promise<void>((resolve) => {
      socket
        .once("error", () => {})
        .once("close", () => resolve())
        .resume();
    });
    return { closed, destroy: () => socket.destroy() };
  }

  test("past its rate, TLS with an address begins later, and a client that has gone meanwhile does no harm", async () => {
    const servers = await open({
      addressOf: () => "a",
      wires: { perAddress: 9, inAll: 9 },
      tlsRate: { perSecond: 4, atOnce: 0 },
    });
    expect(await askSecurely(servers.httpsPort)).toBe("hello");
    const gone = wire(servers.httpsPort, "\x16\x03\x01");
    const start = performance.now();
    const asked = [askSecurely(servers.httpsPort), askSecurely(servers.httpsPort)];
    setTimeout(gone.destroy, 50);
    expect(await Promise.all(asked)).toEqual(["hello", "hello"]);
    expect(performance.now() - start).toBeGreaterThan(450);
    await servers.close();
  });

  test("past its rate, a request of an address that would wait for long is refused", async () => {
    const servers = await open({ addressOf: () => "a", rate: { perSecond: 0.1, atOnce: 0 } });
    const statuses = [];
    for (let i = 0; i < 2; i++) statuses.push((await fetch(`http://127.0.0.1:${servers.port}`)).status);
    expect(statuses).toEqual([200, 429]);
    await servers.close();
  });

  const ASK = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
  const event = (server: EventEmitter, name: string) =>
    new Promise<unknown>((resolve) => server.once(name, resolve));

  test("past their limits, the TCP connection that has waited longest gives way, on both ports together", async () => {
    const servers = await open({ addressOf: () => "a", wires: { perAddress: 2, inAll: 9 } });
    servers.followRequests();
    const first = event(servers.https, "connection");
    const silent = wire(servers.httpsPort);
    await first;
    const second = event(servers.http, "connection");
    const half = wire(servers.port, ASK.slice(0, -2));
    await second;
    expect(await askSecurely(servers.httpsPort)).toBe("hello");
    await silent.closed;
    const third = event(servers.http, "request");
    wire(servers.port, ASK);
    await third;
    const fourth = event(servers.http, "request");
    wire(servers.port, ASK);
    await Promise.all([fourth, half.closed]);
    await servers.close();
  });

  test("a TCP connection that serves a worker or a watcher gives way to none, with TLS and without", async () => {
    const wires = { perAddress: 2, inAll: 9 };
    const handler = () => {}; // the answer never comes
    const isServing = ({ url }: IncomingMessage) => url === "/served";
    const servers = await open({ addressOf: () => "a", wires, handler, isServing });
    servers.followRequests();
    const first = event(servers.http, "connection") as Promise<Socket>;
    const asked = event(servers.http, "request");
    const plain = wire(servers.port, ASK.replace("/", "/served"));
    const gone = event(await first, "close");
    await asked;
    const second = event(servers.https, "request");
    const { port, httpsPort } = servers;
    const secure = secureGet({
      ...{ host: "127.0.0.1", port: httpsPort, path: "/served", ca: certificate.cert, agent: false },
    });
    const ended = event(secure, "error");
    await second;
    await wire(port, ASK).closed; // there is no place for it
    plain.destroy();
    await gone;
    const third = event(servers.http, "request");
    wire(port, ASK);
    await third;
    secure.destroy();
    await ended;
    await servers.close();
  });

  test("a TCP connection that sends no whole head in time is closed, with TLS and without", async () => {
    const servers = await open({ headMs: 50 });
    await Promise.all([
      wire(servers.port).closed,
      wire(servers.port, ASK.slice(0, -2)).closed,
      wire(servers.httpsPort).closed,
    ]);
    await servers.close();
  });

  test("close ends open connections and frees both ports", async () => {
    const servers = await open();
    await fetch(`http://127.0.0.1:${servers.port}`); // keep-alive leaves it open
    await servers.close();
    const { port, httpsPort } = servers;
    const again = await open({ port, httpsPort });
    expect(again).toMatchObject({ port, httpsPort });
    await again.close();
  });

  test.each(["port", "httpsPort"] as const)(
    "a %s in use rejects with the port and the flag to change it",
    async (which) => {
      const { port, free } = await occupied();
      const flag = which === "port" ? "--port" : "--https-port";
      const failure = await open({ [which]: port }).catch((error: unknown) => error);
      expect(isUserError(failure, "port")).toBe(true);
      expect((failure as Error).message).toMatch(
        new RegExp(`^port ${port} is in use, .* ${flag} ${port < 65535 ? port + 1 : 8080}$`),
      );
      free();
    },
  );

  test("closes http when the https port is in use", async () => {
    const { port: httpsPort, free } = await occupied();
    const { port, free: freePort } = await occupied();
    freePort();
    await expect(open({ port, httpsPort })).rejects.toMatchObject({ code: "port" });
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
    free();
  });

  test("rejects with the address when this machine does not have it", async () => {
    // 240.0.0.0/4 is reserved: no machine has an address there
    await expect(open({ host: "240.0.0.1" })).rejects.toThrow(
      /--host 240\.0\.0\.1 is no address of this machine/,
    );
  });

  test("a server that fails for a moment stays open", async () => {
    const servers = await open();
    for (const server of [servers.http, servers.https]) {
      server.emit("error", Object.assign(new Error("too many files"), { code: "EMFILE" }));
      server.emit("error", Object.assign(new Error("too many files"), { code: "EMFILE" }));
    }
    expect(await (await fetch(`http://127.0.0.1:${servers.port}`)).text()).toBe("hello");
    await servers.close();
  });
});
