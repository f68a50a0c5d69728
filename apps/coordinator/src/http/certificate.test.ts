import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Certificate, ownCertificate } from "./certificate";

const DAY_MS = 24 * 3600 * 1000;
const now = new Date();
const wanted = { names: ["localhost", "ada-laptop.local"], addresses: ["127.0.0.1", "192.168.1.20"], now };

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "certificate-")), "own");
});
afterEach(() => rm(join(folder, ".."), { recursive: true }));

/** Asks a real https server as a client that trusts this certificate and checks `servername`, if one is given. */
async function ask({ cert, key }: Certificate, servername?: string): Promise<number | undefined> {
  const server = createServer({ cert, key }, (_, response) => response.end("here"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((resolve, reject) => {
      request({ host: "127.0.0.1", port, ca: cert, servername, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
  } finally {
    server.close();
  }
}

describe("ownCertificate", () => {
  test("makes a certificate that clients accept for the address and for each name", async () => {
    const certificate = await ownCertificate(folder, wanted);
    expect(await ask(certificate)).toBe(200);
    expect(await ask(certificate, "localhost")).toBe(200);
    expect(await ask(certificate, "ada-laptop.local")).toBe(200);
    await expect(ask(certificate, "elsewhere.example")).rejects.toThrow(/does not match/);
  });

  test("returns the stored certificate while it covers the addresses", async () => {
    const first = await ownCertificate(folder, wanted);
    expect(await ownCertificate(folder, wanted)).toEqual(first);
    expect(await ownCertificate(folder, { ...wanted, addresses: ["192.168.1.20"] })).toEqual(first);
    const later = new Date(now.getTime() + 380 * DAY_MS);
    expect(await ownCertificate(folder, { ...wanted, now: later })).toEqual(first);
  });

  test.each([
    ["a new address", { addresses: ["10.0.0.7"] }],
    ["a new name", { names: ["bea-laptop"] }],
    ["its last week", { now: new Date(now.getTime() + 391 * DAY_MS) }],
    ["a clock set back", { now: new Date(now.getTime() - 2 * DAY_MS) }],
  ])("makes a new certificate for %s", async (_, change) => {
    const first = await ownCertificate(folder, wanted);
    const second = await ownCertificate(folder, { ...wanted, ...change });
    expect(second.cert).not.toBe(first.cert);
  });

  test("makes a new certificate when the files are damaged or do not match", async () => {
    const first = await ownCertificate(folder, wanted);
    await writeFile(join(folder, "certificate.pem"), "torn");
    const second = await ownCertificate(folder, wanted);
    expect(second.cert).not.toBe(first.cert);
    await writeFile(join(folder, "key.pem"), first.key); // a kill between the two writes
    const third = await ownCertificate(folder, wanted);
    expect(await ask(third)).toBe(200);
  });

  test.skipIf(process.platform === "win32")(
    "makes the key readable only by its owner (Windows has no such modes)",
    async () => {
      await ownCertificate(folder, wanted);
      expect((await stat(join(folder, "key.pem"))).mode & 0o777).toBe(0o600);
      expect((await stat(folder)).mode & 0o777).toBe(0o700);
      expect(await readFile(join(folder, "key.pem"), "utf8")).toContain("PRIVATE KEY");
    },
  );
});
