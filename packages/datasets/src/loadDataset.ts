import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { type Dataset, type Examples, glyphs, parseCifar, parseIdx } from "@honest-majority/learning";
import { type DatasetName, UserError } from "@honest-majority/protocol";
import { findFiles } from "./findFiles";
import { downloadCommand, type FileDataset, isFileDataset } from "./sources";

/** Far above the largest file of a known set; a crafted gzip may not take the machine with it. */
const LARGEST_FILE_BYTES = 2 ** 30;

/**
 * Reads a data set, its pixels and labels in shared memory. `seed` draws glyphs and means nothing to the others.
 *
 * @throws UserError that names the file, what was expected, what was found and what to do next.
 */
export async function loadDataset(name: DatasetName, dataDir: string, seed: number): Promise<Dataset> {
  if (!isFileDataset(name)) return share(glyphs({ seed }));
  const found = findFiles(name, dataDir);
  if (!found.complete) throw new UserError("data", `${name}: ${found.missing}`);
  const advice = `Delete the file and run "${downloadCommand(name, dataDir)}"`;
  const read = async (paths: string[]) => parse(name, paths, await Promise.all(paths.map(readData)));
  try {
    const [train, test] = await Promise.all([read(found.train), read(found.test)]);
    if (pictureOf(train) !== pictureOf(test)) {
      throw new RangeError(
        `${found.test[0]}: expected pictures of ${pictureOf(train)}, as ${found.train[0]} has, found ${pictureOf(test)}`,
      );
    }
    return share({ train, test });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UserError("data", `${error.message}. ${advice}.`, { cause: error });
  }
}

function parse(name: FileDataset, paths: string[], contents: Uint8Array[]): Examples {
  const examples =
    name === "cifar-10"
      ? parseCifar(contents, paths)
      : parseIdx(contents[0], contents[1], { images: paths[0], labels: paths[1] });
  const pictureBytes = examples.height * examples.width * examples.channels;
  if (examples.count < 1 || pictureBytes < 1) {
    throw new RangeError(
      `${paths[0]}: expected at least one picture of one pixel, found ${examples.count} of ${pictureOf(examples)}`,
    );
  }
  return examples;
}

/** The file's content; what gzip packed is unpacked, whatever the file is called. */
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

function share({ train, test }: Dataset): Dataset {
  const shared = (examples: Examples): Examples => ({
    ...examples,
    pixels: inSharedMemory(examples.pixels),
    labels: inSharedMemory(examples.labels),
  });
  return { train: shared(train), test: shared(test) };
}

function inSharedMemory(bytes: Uint8Array): Uint8Array<SharedArrayBuffer> {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}
