import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  type Allocate,
  DATASETS,
  type DatasetName,
  type Examples,
  type FileDataset,
  plainMemory,
  registerDataset,
} from "@honest-majority/learning/facts";
import { isUserError } from "@honest-majority/protocol";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { availableDatasets } from "./availableDatasets";
import { defaultDataDir } from "./dataDir";
import { loadDataset } from "./loadDataset";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "data-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

const bigEndian = (...values: number[]) => values.flatMap((v) => [v >>> 24, v >>> 16, v >>> 8, v]);
/** Two rows of three pixels, so that rows and columns cannot be swapped unnoticed. */
const images = (...pictures: number[][]) =>
  Uint8Array.from([...bigEndian(0x803, pictures.length, 2, 3), ...pictures.flat()]);
const labels = (...values: number[]) => Uint8Array.from([...bigEndian(0x801, values.length), ...values]);
const FIRST = [1, 2, 3, 4, 5, 6];
const SECOND = [250, 0, 0, 9, 0, 7];

async function put(files: Record<string, Uint8Array>) {
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(dirname(join(dataDir, name)), { recursive: true });
    await writeFile(join(dataDir, name), bytes);
  }
}
const idx = (folder: string) => ({
  [`${folder}train-images-idx3-ubyte.gz`]: gzipSync(images(FIRST, SECOND)),
  [`${folder}train-labels-idx1-ubyte`]: labels(3, 9),
  [`${folder}t10k-images-idx3-ubyte`]: images(SECOND),
  [`${folder}t10k-labels-idx1-ubyte.gz`]: gzipSync(labels(7)),
});

test.each(["mnist/", "", "mnist-subset/"])(
  "loadDataset reads IDX files in <data>/%s, packed or unpacked, with any number of pictures",
  async (folder) => {
    await put(idx(folder));
    const { train, test } = await loadDataset("mnist", dataDir, 1);
    expect(train).toMatchObject({ count: 2, height: 2, width: 3, channels: 1, classes: 10 });
    expect([...train.pixels]).toEqual([...FIRST, ...SECOND]);
    expect([...train.labels]).toEqual([3, 9]);
    expect([...test.labels]).toEqual([7]);
  },
);

test("loadDataset puts pixels and labels into shared memory, or into the memory it is given", async () => {
  const buffersIn = async (allocate?: Allocate) => {
    const { train, test } = await loadDataset("glyphs", dataDir, 1, { allocate });
    return [train.pixels, train.labels, test.pixels, test.labels].map(({ buffer }) => buffer);
  };
  for (const buffer of await buffersIn()) expect(buffer).toBeInstanceOf(SharedArrayBuffer);
  for (const buffer of await buffersIn(plainMemory)) expect(buffer).toBeInstanceOf(ArrayBuffer);
});

test("a data set registered at run time is found, downloaded by its own command and loaded", async () => {
  const toy: FileDataset = {
    ...DATASETS.mnist,
    dataset: "toy",
    files: {
      ...DATASETS.mnist.files,
      train: ["a", "b"],
      test: ["c"],
      parse: async ([bytes]) => toyExamples(bytes),
    },
  };
  registerDataset(toy);
  onTestFinished(() => void Reflect.deleteProperty(DATASETS, "toy"));
  await put({ "toy/a": Uint8Array.of(5, 6), "toy/c.gz": gzipSync(Uint8Array.of(7)) });
  const { missing } = availableDatasets(dataDir).at(-1)!;
  expect(missing).toBe(
    `b is not in ${join(dataDir, "toy")}: run "npm run data -- toy --data-dir ${dataDir}"`,
  );
  await put({ "toy/b": Uint8Array.of(1) });
  const { train, test } = await loadDataset("toy" as DatasetName, dataDir, 1);
  expect([...train.pixels, ...test.pixels]).toEqual([5, 6, 7]);
});

/** One pixel a picture. */
function toyExamples(pixels: Uint8Array): Examples {
  const labels = new Uint8Array(pixels.length);
  return { count: pixels.length, classes: 2, height: 1, width: 1, channels: 1, pixels, labels };
}

test("loadDataset draws other glyphs from another seed", async () => {
  const [one, two] = [await loadDataset("glyphs", dataDir, 1), await loadDataset("glyphs", dataDir, 2)];
  expect(Buffer.compare(one.train.pixels, two.train.pixels)).not.toBe(0);
});

test("loadDataset prefers a folder that has every file to one that has some", async () => {
  await put({ "mnist/train-labels-idx1-ubyte": labels(1), ...idx("mnist-subset/") });
  expect((await loadDataset("mnist", dataDir, 1)).train.count).toBe(2);
});

const cifar = (...records: { label: number; fill: [number, number, number] }[]) =>
  Uint8Array.from(
    records.flatMap(({ label, fill }) => [label, ...fill.flatMap((value) => new Array(1024).fill(value))]),
  );

test("loadDataset reads CIFAR-10 from the folder of its archive and from any of its batches", async () => {
  await put({
    "cifar-10/cifar-10-batches-bin/data_batch_2.bin": cifar({ label: 4, fill: [10, 20, 30] }),
    "cifar-10/cifar-10-batches-bin/data_batch_5.bin.gz": gzipSync(cifar({ label: 8, fill: [1, 2, 3] })),
    "cifar-10/cifar-10-batches-bin/test_batch.bin": cifar({ label: 0, fill: [7, 8, 9] }),
  });
  const { train, test } = await loadDataset("cifar-10", dataDir, 1);
  expect(train).toMatchObject({ count: 2, height: 32, width: 32, channels: 3 });
  expect([...train.labels]).toEqual([4, 8]);
  expect([...train.pixels.subarray(0, 6)]).toEqual([10, 20, 30, 10, 20, 30]);
  expect([...test.pixels.subarray(0, 3)]).toEqual([7, 8, 9]);
});

const TRAIN_IMAGES = "mnist/train-images-idx3-ubyte.gz";
const corrupt: [name: string, files: Record<string, Uint8Array>, says: RegExp[]][] = [
  [
    "a wrong magic",
    { [TRAIN_IMAGES]: labels(1, 2, 3, 4, 5, 6, 7, 8) },
    [/train-images/, /0x00000803/, /0x00000801/],
  ],
  [
    "too few pixels",
    { [TRAIN_IMAGES]: images(FIRST, SECOND).subarray(0, 20) },
    [/train-images/, /28 bytes/, /20/],
  ],
  [
    "a gzip file cut short",
    { [TRAIN_IMAGES]: gzipSync(images(FIRST, SECOND)).subarray(0, 30) },
    [/train-images.*whole gzip file, found 30 bytes/],
  ],
  [
    "another count of labels",
    { "mnist/train-labels-idx1-ubyte": labels(1, 2, 3) },
    [/train-labels/, /2 labels/, /3/],
  ],
  [
    "a label beyond the classes",
    { "mnist/train-labels-idx1-ubyte": labels(1, 10) },
    [/below 10/, /found 10/],
  ],
  [
    "no picture",
    { [TRAIN_IMAGES]: images(), "mnist/train-labels-idx1-ubyte": labels() },
    [/at least one/, /found 0/],
  ],
  [
    "test pictures of another size",
    { "mnist/t10k-images-idx3-ubyte": Uint8Array.from([...bigEndian(0x803, 1, 1, 1), 5]) },
    [/t10k-images/, /2×3×1/, /1×1×1/],
  ],
  ["an empty file", { [TRAIN_IMAGES]: new Uint8Array(0) }, [/train-images/, /found 0 bytes/]],
];

test.each(corrupt)(
  "loadDataset refuses %s and says file, expected, found and what to do",
  async (_, files, says) => {
    await put({ ...idx("mnist/"), ...files });
    const error = await loadDataset("mnist", dataDir, 1).catch((caught: unknown) => caught);
    expect(isUserError(error, "data")).toBe(true);
    for (const part of says) expect(String(error)).toMatch(part);
    expect(String(error)).toContain(`npm run data -- mnist --data-dir ${dataDir}`);
  },
);

test("loadDataset refuses a truncated CIFAR-10 batch with its name and length", async () => {
  await put({
    "cifar-10-subset/data_batch_1.bin": cifar({ label: 4, fill: [1, 2, 3] }).subarray(0, 3000),
    "cifar-10-subset/test_batch.bin": cifar({ label: 0, fill: [7, 8, 9] }),
  });
  await expect(loadDataset("cifar-10", dataDir, 1)).rejects.toThrow(/data_batch_1\.bin.*3073.*3000/);
});

test("loadDataset reports a folder in place of a file", async () => {
  await put(idx("mnist/"));
  const path = join(dataDir, "mnist", "train-labels-idx1-ubyte");
  await rm(path);
  await mkdir(path);
  await expect(loadDataset("mnist", dataDir, 1)).rejects.toThrow(
    `${path}: expected a file that can be read, found a folder`,
  );
});

test("loadDataset names missing files, the folder and the command that downloads them", async () => {
  await put({ "fashion-mnist/train-images-idx3-ubyte.gz": gzipSync(images(FIRST)) });
  await expect(loadDataset("fashion-mnist", dataDir, 1)).rejects.toThrow(
    /train-labels-idx1-ubyte and t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte are not in .*fashion-mnist: run "npm run data -- fashion-mnist/,
  );
  await expect(loadDataset("cifar-10", dataDir, 1)).rejects.toThrow(/no file of cifar-10 in/);
});

test("availableDatasets looks only at file names", async () => {
  await put({ ...idx("mnist/"), "mnist/t10k-images-idx3-ubyte": new Uint8Array(1) });
  const available = availableDatasets(dataDir);
  expect(available).toContainEqual({ name: "glyphs" });
  expect(available).toContainEqual({ name: "mnist" });
  expect(available).toContainEqual({
    name: "fashion-mnist",
    missing: expect.stringMatching(/no file of fashion-mnist/),
  });
  const drawn = Object.entries(DATASETS).flatMap(([name, { draw }]) => (draw === undefined ? [] : [name]));
  const here = availableDatasets(join(dataDir, "nowhere")).filter(({ missing }) => missing === undefined);
  expect(here.map(({ name }) => name)).toEqual(drawn);
});

const realData = defaultDataDir(process.env);
const has = (name: string) => {
  const here = availableDatasets(realData).some((set) => set.name === name && set.missing === undefined);
  if (!here) console.warn(`skipped: ${name} is not in ${realData}; DATA_DIR names another folder`);
  return here;
};

test.runIf(has("mnist"))("the whole of MNIST: 60,000 and 10,000 of 28×28, the first a five", async () => {
  const { train, test } = await loadDataset("mnist", realData, 1);
  expect([train.count, test.count, train.height, train.width]).toEqual([60_000, 10_000, 28, 28]);
  expect([...train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
});

test.runIf(has("fashion-mnist"))("a part of Fashion-MNIST: as many as the header says", async () => {
  const { train, test } = await loadDataset("fashion-mnist", realData, 1);
  expect([train.count, test.count]).toEqual([3600, 1700]);
});

test.runIf(has("cifar-10"))("a part of CIFAR-10: 500 and 100 pictures a class", async () => {
  const { train, test } = await loadDataset("cifar-10", realData, 1);
  expect([train.count, test.count]).toEqual([5000, 1000]);
  for (let label = 0; label < 10; label++) {
    expect(train.labels.filter((l) => l === label).length).toBe(500);
  }
});
