import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { UserError } from "@honest-majority/protocol";
import { extract } from "tar";
import { type FetchProgress, fetchFile } from "./fetchFile";
import { CIFAR_BATCHES, CIFAR_FOLDER, CIFAR_TEST_BATCH } from "./findFiles";
import { type FileDataset, SOURCES, type Source } from "./sources";

export interface FetchOptions {
  name: FileDataset;
  dataDir: string;
  /** Another place that holds the files under the publisher's names. */
  from?: string;
  source?: Source;
  onProgress: (progress: FetchProgress) => void;
  say: (line: string) => void;
}

/** Brings a data set into `dataDir`/`name`; what is already there and whole is left alone. */
export async function fetchDataset({
  name,
  dataDir,
  from,
  source = SOURCES[name],
  onProgress,
  say,
}: FetchOptions): Promise<void> {
  const folder = join(dataDir, name);
  if (name === "cifar-10" && (await isWhole(join(folder, CIFAR_FOLDER))))
    return say(`${join(folder, CIFAR_FOLDER)}: already there`);
  const base = baseAddress(from ?? source.base);
  for (const { name: file, md5 } of source.files) {
    const path = join(folder, file);
    const outcome = await fetchFile({ url: new URL(file, base), path, md5 }, onProgress);
    say(`${path}: ${outcome}`);
    if (name === "cifar-10") {
      await unpack(path, folder);
      say(`${join(folder, CIFAR_FOLDER)}: unpacked`);
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

const CIFAR_FILES = [...CIFAR_BATCHES, CIFAR_TEST_BATCH];

async function isWhole(folder: string): Promise<boolean> {
  const files = new Set<string>(await readdir(folder).catch(() => []));
  return CIFAR_FILES.every((file) => files.has(file));
}

/** Unpacks beside the archive under another name first, so that half a folder is never taken for a whole one. */
async function unpack(archive: string, folder: string): Promise<void> {
  const unpacking = join(folder, `${CIFAR_FOLDER}.part`);
  await rm(unpacking, { recursive: true, force: true });
  await mkdir(unpacking);
  await extract({
    file: archive,
    cwd: unpacking,
    strip: 1,
    strict: true,
    filter: (path) => CIFAR_FILES.includes(basename(path)),
  });
  if (!(await isWhole(unpacking)))
    throw new UserError("download", `${archive} must hold ${CIFAR_FILES.join(", ")}`);
  await rm(join(folder, CIFAR_FOLDER), { recursive: true, force: true });
  await rename(unpacking, join(folder, CIFAR_FOLDER));
  await rm(archive);
}
