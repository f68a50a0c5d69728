import { mkdtemp, rm } from "node:fs/promises";
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

  test("past their limits, TCP connections are closed at once, on both ports together", async () => {
    const servers = await open({ addressOf: () => "a", wires: { perAddress: 2, inAll: 9 } });
    /** Resolves to whether it stays open: an answer comes. */
    const wire = (port: number) =>
      new Promise<{ socket: Socket; answered: boolean }>((resolve) => {
        const socket = connect(port, "127.0.0.1", () => socket.write("GET / HTTP/1.1\r\nhost: a\r\n\r\n"));
        socket.once("data", () => resolve({ socket, answered: true }));
        socket.once("error", () => {}).once("close", () => resolve({ socket, answered: false }));
      });
    const first = await wire(servers.port);
    expect((await wire(servers.port)).answered).toBe(true);
    expect((await wire(servers.port)).answered).toBe(false);
    await expect(askSecurely(servers.httpsPort)).rejects.toThrow();
    first.socket.destroy();
    await expect.poll(async () => (await wire(servers.port)).answered).toBe(true);
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
