import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import {
  type Allocate,
  type Dataset,
  type DatasetName,
  datasetOf,
  type Examples,
  type FileDataset,
  sharedMemory,
} from "@honest-majority/learning/facts";
import { NPM_SCRIPTS, UserError } from "@honest-majority/protocol";
import { downloadCommand } from "./fileDatasets";
import { findFiles } from "./findFiles";

/** Far above the largest file of a known data set; keeps a crafted gzip file from taking all memory. */
const LARGEST_FILE_BYTES = 2 ** 30;

export interface LoadOptions {
  allocate?: Allocate;
  /** How a person calls the program, for messages: see `typed`. */
  program?: string;
}

/**
 * Reads a data set from files, or draws it from `seed`. Its pixels and labels lie in memory from `allocate`.
 *
 * @throws UserError that names the file, what was expected, what was found and what to do next.
 */
export async function loadDataset(
  name: DatasetName,
  dataDir: string,
  seed: number,
  { allocate = sharedMemory, program = NPM_SCRIPTS }: LoadOptions = {},
): Promise<Dataset> {
  const entry = datasetOf(name);
  const dataset = entry.draw === undefined ? readDataset(entry, dataDir, program) : entry.draw(seed);
  return copyTo(allocate, await dataset);
}

async function readDataset(entry: FileDataset, dataDir: string, program: string): Promise<Dataset> {
  const found = findFiles(entry, dataDir, program);
  if (!found.complete) throw new UserError("data", `${entry.dataset}: ${found.missing}`);
  const advice = `Delete the file and run "${downloadCommand(entry, dataDir, program)}"`;
  const read = async (paths: string[]) => parse(entry, paths, await Promise.all(paths.map(readData)));
  try {
    const [train, test] = await Promise.all([read(found.train), read(found.test)]);
    if (pictureOf(train) !== pictureOf(test)) {
      throw new RangeError(
        `${found.test[0]}: expected pictures of ${pictureOf(train)}, as ${found.train[0]} has, found ${pictureOf(test)}`,
      );
    }
    return { train, test };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError("data", `${error.message}. ${advice}.`, { cause: error });
  }
}

async function parse({ files }: FileDataset, paths: string[], contents: Uint8Array[]): Promise<Examples> {
  const examples = await files.parse(contents, paths);
  const pictureBytes = examples.height * examples.width * examples.channels;
  if (examples.count < 1 || pictureBytes < 1) {
    throw new RangeError(
      `${paths[0]}: expected at least one picture of one pixel, found ${examples.count} of ${pictureOf(examples)}`,
    );
  }
  return examples;
}

/** The content of a file, unpacked when it is in gzip format, whatever its name is. */
async function readData(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    const found = error.code === "EISDIR" ? "a folder" : error.message;
    throw new RangeError(`${path}: expected a file that can be read, found ${found}`);
  });
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: LARGEST_FILE_BYTES });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RangeError(
      `${path}: expected a whole gzip file, found ${bytes.length} bytes that end in "${why}"`,
    );
  }
}

function pictureOf({ height, width, channels }: Examples): string {
  return `${height}×${width}×${channels}`;
}

function copyTo(allocate: Allocate, { train, test }: Dataset): Dataset {
  const copy = (bytes: Uint8Array) => {
    const out = new Uint8Array(allocate(bytes.length));
    out.set(bytes);
    return out;
  };
  const copied = (examples: Examples): Examples => ({
    ...examples,
    pixels: copy(examples.pixels),
    labels: copy(examples.labels),
  });
  return { train: copied(train), test: copied(test) };
}
