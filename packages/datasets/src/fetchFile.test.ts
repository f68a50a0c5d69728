import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isUserError } from "@honest-majority/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FetchProgress, fetchFile } from "./fetchFile";

const CONTENT = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 31) % 251));
const MD5 = createHash("md5").update(CONTENT).digest("hex");

let folder: string;
let path: string;
let server: Server;
let url: URL;
/** How each test answers a request, and the requested ranges. */
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let ranges: (string | undefined)[];
let progress: FetchProgress[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fetch-"));
  path = join(folder, "images.gz");
  ranges = [];
  progress = [];
  answer = withRange;
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/images.gz`);
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await rm(folder, { recursive: true });
});

/** A publisher that understands `Range: bytes=n-`. */
function withRange(request: IncomingMessage, response: ServerResponse): void {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  if (start >= CONTENT.length) {
    response.writeHead(416, { "content-range": `bytes */${CONTENT.length}` }).end();
    return;
  }
  const range = { "content-range": `bytes ${start}-${CONTENT.length - 1}/${CONTENT.length}` };
  response.writeHead(start > 0 ? 206 : 200, {
    "content-length": CONTENT.length - start,
    ...(start > 0 && range),
  });
  response.end(CONTENT.subarray(start));
}

function withoutRange(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { "content-length": CONTENT.length }).end(CONTENT);
}

/** Announces the whole file, sends `bytes`, closes the connection. */
/** A publisher whose connection breaks once the first `bytes` bytes are in the partial file. */
const breaksAfter = (bytes: number) => (_: IncomingMessage, response: ServerResponse) => {
  response.writeHead(200, { "content-length": CONTENT.length });
  response.write(CONTENT.subarray(0, bytes));
  const written = setInterval(async () => {
    if ((await stat(`${path}.part`).catch(() => undefined))?.size === bytes) response.destroy();
  }, 2);
  response.on("close", () => clearInterval(written));
};

const fetchIt = (md5 = MD5) => fetchFile({ url, path, md5 }, (step) => progress.push(step));
const sentence = async (md5?: string) => {
  const error = await fetchIt(md5).catch((caught: unknown) => caught);
  expect(isUserError(error, "download")).toBe(true);
  return String(error);
};

test("fetchFile downloads and checks a file and reports its progress", async () => {
  expect(await fetchIt()).toBe("fetched");
  expect(await readFile(path)).toEqual(CONTENT);
  expect(await readdir(folder)).toEqual(["images.gz"]);
  expect(progress.at(0)).toEqual({ file: "images.gz", received: 0, total: 100_000 });
  expect(progress.at(-1)).toEqual({ file: "images.gz", received: 100_000, total: 100_000 });
});

test("fetchFile continues where a connection broke", async () => {
  answer = (request, response) => (ranges.length === 1 ? breaksAfter(40_000) : withRange)(request, response);
  expect(await fetchIt()).toBe("fetched");
  expect(ranges).toEqual([undefined, "bytes=40000-"]);
  expect(await readFile(path)).toEqual(CONTENT);
});

test("fetchFile stops when no attempt gets further, and the next call continues", async () => {
  answer = breaksAfter(40_000);
  expect(await sentence()).toMatch(/broke off after 40000 of 100000 bytes .*Run the command again/);
  expect(await readdir(folder)).toEqual(["images.gz.part"]);
  answer = withRange;
  ranges = [];
  progress = [];
  expect(await fetchIt()).toBe("fetched");
  expect(ranges).toEqual(["bytes=40000-"]);
  expect(progress.at(0)).toEqual({ file: "images.gz", received: 40_000, total: 100_000 });
});

test("fetchFile starts again with a publisher that ignores Range", async () => {
  await writeFile(`${path}.part`, "an old beginning");
  answer = withoutRange;
  expect(await fetchIt()).toBe("fetched");
  expect(ranges).toEqual(["bytes=16-"]);
  expect(await readFile(path)).toEqual(CONTENT);
});

test("fetchFile needs no more bytes for a complete download without its final name", async () => {
  await writeFile(`${path}.part`, CONTENT);
  expect(await fetchIt()).toBe("fetched");
  expect(await readFile(path)).toEqual(CONTENT);
});

test("fetchFile starts again when the part is longer than the file", async () => {
  await writeFile(`${path}.part`, Buffer.alloc(CONTENT.length + 1));
  expect(await fetchIt()).toBe("fetched");
  expect(await readFile(path)).toEqual(CONTENT);
});

test("fetchFile reports both sums of a wrong MD5 and leaves no file", async () => {
  const wrong = "0123456789abcdef0123456789abcdef";
  const said = await sentence(wrong);
  expect(said).toContain(wrong);
  expect(said).toContain(MD5);
  expect(await readdir(folder)).toEqual([]);
});

test("fetchFile downloads no file that is there, and never replaces a file of another content", async () => {
  await writeFile(path, CONTENT);
  expect(await fetchIt()).toBe("already there");
  await writeFile(path, "mine");
  expect(await sentence()).toMatch(new RegExp(`MD5 must be ${MD5}, found [0-9a-f]{32}.*Delete it`));
  expect(await readFile(path, "utf8")).toBe("mine");
  expect(ranges).toEqual([]);
});

test("fetchFile reports the address of a 404 and what else to try", async () => {
  answer = (_, response) => void response.writeHead(404).end("nothing here");
  expect(await sentence()).toMatch(/images\.gz answered 404 Not Found.*--from URL/);
});

test("fetchFile without a network says how to bring the file by hand", async () => {
  url = new URL("http://127.0.0.1:1/images.gz"); // nobody listens on port 1
  expect(await sentence()).toMatch(
    /127\.0\.0\.1:1 cannot be reached \(.+\)\. Check the network.*put it into/,
  );
});
