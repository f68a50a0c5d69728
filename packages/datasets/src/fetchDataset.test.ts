import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DATASETS, type FileDataset } from "@honest-majority/learning/facts";
import { isUserError } from "@honest-majority/protocol";
import { create } from "tar";
import { afterEach, beforeEach, expect, test } from "vitest";
import { availableDatasets } from "./availableDatasets";
import { describeFetch } from "./describeFetch";
import { fetchDataset } from "./fetchDataset";
import { downloadableDataset } from "./fileDatasets";

let folder: string;
let dataDir: string;
let server: Server;
let from: string;
/** The publisher's files, by path. */
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

const CIFAR = DATASETS["cifar-10"];
const CIFAR_FOLDER = "cifar-10-batches-bin";
const { train: CIFAR_BATCHES, test: CIFAR_TEST } = CIFAR.files;

const md5 = (content: Buffer) => createHash("md5").update(content).digest("hex");
const quietly = { onProgress: () => {} };

async function cifarArchive(files: string[]): Promise<Buffer> {
  await mkdir(join(folder, CIFAR_FOLDER));
  for (const file of [...files, "readme.html"]) await writeFile(join(folder, CIFAR_FOLDER, file), file);
  const archive = join(folder, "made.tar.gz");
  await create({ gzip: true, file: archive, cwd: folder }, [CIFAR_FOLDER]);
  return readFile(archive);
}
/** CIFAR-10, published with this archive. */
function publishedAs(archive: Buffer): FileDataset {
  const { files } = CIFAR;
  const archives = [{ name: "cifar-10-binary.tar.gz", md5: md5(archive) }];
  const download = { ...files.download, base: "http://unused.invalid/", files: archives };
  return { ...CIFAR, files: { ...files, download } };
}

test("fetchDataset unpacks CIFAR-10 to the folder that loadDataset reads, removes the archive and fetches it once", async () => {
  const archive = await cifarArchive([...CIFAR_BATCHES, ...CIFAR_TEST]);
  published.set("/sets/cifar-10-binary.tar.gz", archive);
  const said: string[] = [];
  const options = { entry: publishedAs(archive), dataDir, from, ...quietly };
  await fetchDataset({ ...options, say: (line) => said.push(line) });
  expect(await readdir(join(dataDir, "cifar-10"))).toEqual([CIFAR_FOLDER]);
  expect(await readdir(join(dataDir, "cifar-10", CIFAR_FOLDER))).toEqual([...CIFAR_BATCHES, ...CIFAR_TEST]);
  expect(availableDatasets(dataDir).find(({ name }) => name === "cifar-10")).toEqual({ name: "cifar-10" });
  published.clear();
  await fetchDataset({ ...options, say: (line) => said.push(line) });
  expect(said.at(-1)).toMatch(/already there$/);
});

test("fetchDataset refuses an archive that lacks a batch, and leaves no incomplete folder", async () => {
  const archive = await cifarArchive([...CIFAR_TEST]);
  published.set("/sets/cifar-10-binary.tar.gz", archive);
  const options = { entry: publishedAs(archive), dataDir, from, ...quietly };
  await expect(fetchDataset({ ...options, say: () => {} })).rejects.toThrow(/must hold data_batch_1\.bin/);
  expect(await readdir(join(dataDir, "cifar-10"))).not.toContain(CIFAR_FOLDER);
});

test("fetchDataset refuses a --from that is not a web address", async () => {
  const asked = fetchDataset({ entry: DATASETS.mnist, dataDir, from: "ftp://x/", ...quietly, say: () => {} });
  await expect(asked).rejects.toSatisfy((error) => isUserError(error, "download"));
});

test("downloadableDataset refuses a data set that needs no file or does not exist", () => {
  expect(downloadableDataset("mnist")).toBe(DATASETS.mnist);
  expect(() => downloadableDataset("glyphs")).toThrow(
    "glyphs needs no file; these can be downloaded: mnist,",
  );
  expect(() => downloadableDataset("toString")).toThrow('there is no data set "toString"');
});

test("describeFetch says how much of a file has arrived, in megabytes", () => {
  const file = "a.gz";
  expect(
    [0, 26, 100].map((received) => describeFetch({ file, received: received * 1e6, total: 1e8 })),
  ).toEqual(["a.gz: 0 % of 100.0 MB", "a.gz: 26 % of 100.0 MB", "a.gz: 100 % of 100.0 MB"]);
  expect(describeFetch({ file, received: 2_500_000, total: undefined })).toBe("a.gz: 2.5 MB");
  expect(describeFetch({ file, received: 0, total: 0 })).toBe("a.gz: 100 % of 0.0 MB");
});
