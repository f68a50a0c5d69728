import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

vi.setConfig({ testTimeout: 30_000 }); // the program takes a second to start

let dataDir: string;
let server: Server;
let from: string;
/** The publisher's files, by path. */
let published: Map<string, Buffer>;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "download-"));
  published = new Map();
  server = createServer((request, response) => {
    const content = published.get(request.url ?? "");
    response.writeHead(content ? 200 : 404).end(content);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  from = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sets`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await rm(dataDir, { recursive: true });
});

const md5 = (content: Buffer) => createHash("md5").update(content).digest("hex");

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  return new Promise((done) => {
    const node = ["--import", import.meta.resolve("tsx"), main, "data", ...args];
    execFile(process.execPath, node, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

describe("the data command", () => {
  test("fails with both checksums and exit code 1 if a downloaded file has the wrong content", async () => {
    published.set("/sets/train-images-idx3-ubyte.gz", Buffer.from("not MNIST"));
    const { code, stdout, stderr } = await run("mnist", "--data-dir", dataDir, "--from", from);
    expect(code).toBe(1);
    expect(stdout).toMatch(/train-images-idx3-ubyte\.gz: /); // plain lines, because stdout is not a terminal
    expect(stderr).toContain("f68b3c2dcbeaaa9fbdd348bbdeb94873");
    expect(stderr).toContain(md5(Buffer.from("not MNIST")));
    expect(stderr).not.toMatch(/^\s+at /m); // a sentence without a stack trace
    expect(await readdir(join(dataDir, "mnist"))).toEqual([]);
  });

  test.each([
    [
      ["cifar-100"],
      /there is no data set "cifar-100"; these can be downloaded: mnist, fashion-mnist, cifar-10/,
    ],
    [["glyphs"], /glyphs needs no file/],
    [[], /name a data set/],
    [["mnist", "--form", "x"], /unknown flag --form/],
  ])("rejects %j with a hint and exit code 2", async (args, says) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
