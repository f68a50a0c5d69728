import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isUserError } from "@honest-majority/protocol";
import { create } from "tar";
import { afterEach, beforeEach, expect, test } from "vitest";
import { availableDatasets } from "./availableDatasets";
import { describeFetch } from "./describeFetch";
import { fetchDataset } from "./fetchDataset";
import { CIFAR_BATCHES, CIFAR_FOLDER, CIFAR_TEST_BATCH } from "./findFiles";

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
  await expect(asked).rejects.toSatisfy((error) => isUserError(error, "download"));
});

test("describeFetch says how much of a file is here, in megabytes", () => {
  const file = "a.gz";
  expect(
    [0, 26, 100].map((received) => describeFetch({ file, received: received * 1e6, total: 1e8 })),
  ).toEqual(["a.gz: 0 % of 100.0 MB", "a.gz: 26 % of 100.0 MB", "a.gz: 100 % of 100.0 MB"]);
  expect(describeFetch({ file, received: 2_500_000, total: undefined })).toBe("a.gz: 2.5 MB");
  expect(describeFetch({ file, received: 0, total: 0 })).toBe("a.gz: 100 % of 0.0 MB");
});
