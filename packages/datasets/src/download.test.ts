import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { create } from "tar";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { availableDatasets } from "./availableDatasets";
import { fetchDataset } from "./fetchDataset";
import { DownloadError } from "./fetchFile";
import { CIFAR_BATCHES, CIFAR_FOLDER, CIFAR_TEST_BATCH } from "./findFiles";
import { lineDisplay, terminalDisplay } from "./progress";

vi.setConfig({ testTimeout: 30_000 }); // the command itself takes a second to start

let folder: string;
let dataDir: string;
let server: Server;
let from: string;
/** What the publisher has, by path. */
let published: Map<string, Buffer>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "download-"));
  dataDir = join(folder, "data");
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
  await rm(folder, { recursive: true });
});

const md5 = (content: Buffer) => createHash("md5").update(content).digest("hex");
const quietly = { onProgress: () => {} };

async function cifarArchive(files: string[]): Promise<Buffer> {
  await mkdir(join(folder, CIFAR_FOLDER));
  for (const file of [...files, "readme.html"]) await writeFile(join(folder, CIFAR_FOLDER, file), file);
  const archive = join(folder, "made.tar.gz");
  await create({ gzip: true, file: archive, cwd: folder }, [CIFAR_FOLDER]);
  return readFile(archive);
}
const cifarSource = (archive: Buffer) => ({
  base: "http://unused.invalid/",
  files: [{ name: "cifar-10-binary.tar.gz", md5: md5(archive) }],
});

test("CIFAR-10 is unpacked to where the coordinator looks, its archive removed, and not fetched twice", async () => {
  const archive = await cifarArchive([...CIFAR_BATCHES, CIFAR_TEST_BATCH]);
  published.set("/sets/cifar-10-binary.tar.gz", archive);
  const said: string[] = [];
  const options = { name: "cifar-10", dataDir, from, source: cifarSource(archive), ...quietly } as const;
  await fetchDataset({ ...options, say: (line) => said.push(line) });
  expect(await readdir(join(dataDir, "cifar-10"))).toEqual([CIFAR_FOLDER]);
  expect(await readdir(join(dataDir, "cifar-10", CIFAR_FOLDER))).toEqual([
    ...CIFAR_BATCHES,
    CIFAR_TEST_BATCH,
  ]);
  expect(availableDatasets(dataDir).find(({ name }) => name === "cifar-10")).toEqual({ name: "cifar-10" });
  published.clear();
  await fetchDataset({ ...options, say: (line) => said.push(line) });
  expect(said.at(-1)).toMatch(/already there$/);
});

test("an archive without every batch is refused and leaves no folder to be taken for whole", async () => {
  const archive = await cifarArchive([CIFAR_TEST_BATCH]);
  published.set("/sets/cifar-10-binary.tar.gz", archive);
  const options = { name: "cifar-10", dataDir, from, source: cifarSource(archive), ...quietly } as const;
  await expect(fetchDataset({ ...options, say: () => {} })).rejects.toThrow(/must hold data_batch_1\.bin/);
  expect(await readdir(join(dataDir, "cifar-10"))).not.toContain(CIFAR_FOLDER);
});

test("--from that is no web address is refused", async () => {
  const asked = fetchDataset({ name: "mnist", dataDir, from: "ftp://x/", ...quietly, say: () => {} });
  await expect(asked).rejects.toBeInstanceOf(DownloadError);
});

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const script = fileURLToPath(new URL("./download.ts", import.meta.url));
  return new Promise((done) => {
    const node = ["--import", import.meta.resolve("tsx"), script, ...args];
    execFile(process.execPath, node, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

test("the command: a publisher's file with another content ends it with both sums and exit code 1", async () => {
  published.set("/sets/train-images-idx3-ubyte.gz", Buffer.from("not MNIST"));
  const { code, stdout, stderr } = await run("mnist", "--data-dir", dataDir, "--from", from);
  expect(code).toBe(1);
  expect(stdout).toMatch(/train-images-idx3-ubyte\.gz: /); // plain lines, as this is no terminal
  expect(stderr).toContain("f68b3c2dcbeaaa9fbdd348bbdeb94873");
  expect(stderr).toContain(md5(Buffer.from("not MNIST")));
  expect(stderr).not.toMatch(/^\s+at /m); // a sentence, no stack
  expect(await readdir(join(dataDir, "mnist"))).toEqual([]);
});

test.each([
  [
    ["cifar-100"],
    /there is no data set "cifar-100"; these can be downloaded: fashion-mnist, mnist, cifar-10/,
  ],
  [["glyphs"], /glyphs needs no file/],
  [[], /name a data set/],
  [["mnist", "--form", "x"], /'--form'/],
])("the command with %j says what it takes", async (args, says) => {
  const { code, stderr } = await run(...args);
  expect(code).toBe(1);
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("a terminal sees one line that rewrites itself, a log one line a quarter", () => {
  const steps = [0, 10, 26, 27, 60, 100].map((received) => ({
    file: "a.gz",
    received: received * 1e6,
    total: 1e8,
  }));
  let [screen, log] = ["", ""];
  const terminal = terminalDisplay((text) => {
    screen += text;
  });
  const lines = lineDisplay((text) => {
    log += text;
  });
  for (const step of steps) {
    terminal.show(step);
    lines.show(step);
  }
  terminal.say("a.gz: fetched");
  lines.say("a.gz: fetched");
  expect(screen).not.toMatch(/\n./);
  expect(screen.split("\r\x1b[2K").slice(1)).toEqual([
    ...[0, 10, 26, 27, 60, 100].map((percent) => `a.gz: ${percent} % of 100.0 MB`),
    "a.gz: fetched\n",
  ]);
  expect(log.trim().split("\n")).toEqual([
    "a.gz: 0 % of 100.0 MB",
    "a.gz: 26 % of 100.0 MB",
    "a.gz: 60 % of 100.0 MB",
    "a.gz: 100 % of 100.0 MB",
    "a.gz: fetched",
  ]);
});
