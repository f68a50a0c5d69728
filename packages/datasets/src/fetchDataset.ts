import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { FileDataset } from "@honest-majority/learning/facts";
import { UserError } from "@honest-majority/protocol";
import { extract } from "tar";
import { type FetchProgress, fetchFile } from "./fetchFile";

export interface FetchOptions {
  entry: FileDataset;
  dataDir: string;
  /** Another address that has the files under the publisher's names. */
  from?: string;
  onProgress: (progress: FetchProgress) => void;
  say: (line: string) => void;
}

/** Downloads a data set to the folder of its key in `dataDir`. Complete files are kept. */
export async function fetchDataset({ entry, dataDir, from, onProgress, say }: FetchOptions): Promise<void> {
  const { download, train, test } = entry.files;
  const folder = join(dataDir, entry.dataset);
  const wanted = [...train, ...test];
  const { archiveFolder } = download;
  const unpacked = archiveFolder === undefined ? undefined : join(folder, archiveFolder);
  if (unpacked !== undefined && (await hasAll(unpacked, wanted))) return say(`${unpacked}: already there`);
  const base = baseAddress(from ?? download.base);
  for (const { name, md5 } of download.files) {
    const path = join(folder, name);
    const outcome = await fetchFile({ url: new URL(name, base), path, md5 }, onProgress);
    say(`${path}: ${outcome}`);
    if (unpacked !== undefined) {
      await unpack(path, unpacked, wanted);
      say(`${unpacked}: unpacked`);
    }
  }
}

function baseAddress(address: string): URL {
  const slashed = address.endsWith("/") ? address : `${address}/`;
  if (!/^https?:/i.test(address) || !URL.canParse(slashed)) {
    throw new UserError("download", `--from must be an http or https address, got "${address}"`);
  }
  return new URL(slashed);
}

async function hasAll(folder: string, wanted: readonly string[]): Promise<boolean> {
  const files = new Set<string>(await readdir(folder).catch(() => []));
  return wanted.every((file) => files.has(file));
}

/** Unpacks to a folder of another name first, so that a folder under the final name is always complete. */
async function unpack(archive: string, folder: string, wanted: readonly string[]): Promise<void> {
  const unpacking = `${folder}.part`;
  await rm(unpacking, { recursive: true, force: true });
  await mkdir(unpacking);
  await extract({
    file: archive,
    cwd: unpacking,
    strip: 1,
    strict: true,
    filter: (path) => wanted.includes(basename(path)),
  });
  if (!(await hasAll(unpacking, wanted)))
    throw new UserError("download", `${archive} must hold ${wanted.join(", ")}`);
  await rm(folder, { recursive: true, force: true });
  await rename(unpacking, folder);
  await rm(archive);
}
