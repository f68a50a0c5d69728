import { mkdtemp, rm } from "node:fs/promises";
import { get as secureGet } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isUserError } from "@honest-majority/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
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

const doors = (change: { host?: string; port?: number; httpsPort?: number } = {}) =>
  openServers({
    host: "127.0.0.1",
    port: 0,
    httpsPort: 0,
    certificate,
    handler: (_, response) => response.end("one house"),
    ...change,
  });

function askSecurely(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    secureGet({ host: "127.0.0.1", port, ca: certificate.cert, agent: false }, (response) => {
      response.setEncoding("utf8").on("data", resolve);
    }).on("error", reject);
  });
}

/** Holds a port until the test lets it go. */
async function occupied(): Promise<{ port: number; free: () => void }> {
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(0, "127.0.0.1", resolve));
  const address = blocker.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, free: () => blocker.close() };
}

test("http and https answer the same, each on a port of its own", async () => {
  const servers = await doors();
  expect(servers.port).not.toBe(servers.httpsPort);
  expect(await (await fetch(`http://127.0.0.1:${servers.port}`)).text()).toBe("one house");
  expect(await askSecurely(servers.httpsPort)).toBe("one house");
  await servers.close();
});

test("closing ends connections that are still open, and frees both ports", async () => {
  const servers = await doors();
  await fetch(`http://127.0.0.1:${servers.port}`); // keep-alive leaves it open
  await servers.close();
  const { port, httpsPort } = servers;
  const again = await doors({ port, httpsPort });
  expect(again).toMatchObject({ port, httpsPort });
  await again.close();
});

test.each(["port", "httpsPort"] as const)("a %s in use is named, with the flag to give", async (which) => {
  const { port, free } = await occupied();
  const flag = which === "port" ? "--port" : "--https-port";
  const failure = await doors({ [which]: port }).catch((error: unknown) => error);
  expect(isUserError(failure, "port")).toBe(true);
  expect((failure as Error).message).toMatch(
    new RegExp(`^port ${port} is in use, .* ${flag} ${port < 65535 ? port + 1 : 8080}$`),
  );
  free();
});

test("when https finds its port in use, http is not left open", async () => {
  const { port: httpsPort, free } = await occupied();
  const { port, free: freePort } = await occupied();
  freePort();
  await expect(doors({ port, httpsPort })).rejects.toMatchObject({ code: "port" });
  await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow();
  free();
});

test("an address that this machine does not have is named", async () => {
  // 240.0.0.0/4 is reserved: no machine has an address there
  await expect(doors({ host: "240.0.0.1" })).rejects.toThrow(
    /--host 240\.0\.0\.1 is no address of this machine/,
  );
});

test("an open door that fails for a moment stays open", async () => {
  const servers = await doors();
  for (const server of [servers.http, servers.https]) {
    server.emit("error", Object.assign(new Error("too many files"), { code: "EMFILE" }));
    server.emit("error", Object.assign(new Error("too many files"), { code: "EMFILE" }));
  }
  expect(await (await fetch(`http://127.0.0.1:${servers.port}`)).text()).toBe("one house");
  await servers.close();
});
