import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { parseCifar } from "./cifar";
import { parseIdx } from "./idx";

const DATA_DIR = process.env.DATA_DIR || "data";

/** The unpacked content of gzip files in a folder of DATA_DIR. */
function realData(folder: string, files: readonly string[]): { found: Uint8Array[] } | { missing: string } {
  const paths = files.map((file) => join(DATA_DIR, folder, file));
  const missing = paths.findIndex((path) => !existsSync(path));
  if (missing >= 0) return { missing: `${paths[missing]} is missing; DATA_DIR names another folder` };
  return { found: paths.map((path) => gunzipSync(readFileSync(path))) };
}

function say(skip: (reason: string) => void, reason: string): void {
  console.log(`skipped: ${reason}`);
  skip(reason);
}

describe.each([
  ["mnist", 60_000, 10_000, [5, 0, 4, 1, 9], [7, 2, 1, 0, 4]],
  ["fashion-mnist-subset", 3600, 1700, [9, 0, 0, 3, 0], [9, 2, 1, 1, 6]],
])("%s", (folder, train, testCount, firstTrain, firstTest) => {
  test.for([
    ["train", train, firstTrain],
    ["t10k", testCount, firstTest],
  ] as const)("%s: %i pictures, first labels %j", ([part, count, first], { skip }) => {
    const names = { images: `${part}-images-idx3-ubyte.gz`, labels: `${part}-labels-idx1-ubyte.gz` };
    const files = realData(folder, [names.images, names.labels]);
    if ("missing" in files) return void say(skip, files.missing);
    const examples = parseIdx(files.found[0], files.found[1], names);
    expect(examples).toMatchObject({ count, height: 28, width: 28, channels: 1, classes: 10 });
    expect(examples.pixels).toHaveLength(count * 784);
    expect([...examples.labels.subarray(0, 5)]).toEqual([...first]);
    expect(new Set(examples.labels).size).toBe(10);
  });
});

test("cifar-10-subset: 500 and 100 of each class, colours channel by channel last", ({ skip }) => {
  for (const [file, perClass] of [
    ["data_batch_1.bin.gz", 500],
    ["test_batch.bin.gz", 100],
  ] as const) {
    const files = realData("cifar-10-subset", [file]);
    if ("missing" in files) return void say(skip, files.missing);
    const examples = parseCifar(files.found, [file]);
    expect(examples).toMatchObject({ count: 10 * perClass, height: 32, width: 32, channels: 3 });
    const counts = new Array<number>(10).fill(0);
    for (const label of examples.labels) counts[label]++;
    expect(counts).toEqual(new Array(10).fill(perClass));
    // of a natural picture, neighbouring pixels of one colour differ less than far ones
    const { pixels } = examples;
    let [near, far] = [0, 0];
    for (let i = 0; i < 3072 - 48; i++) {
      near += Math.abs(pixels[i] - pixels[i + 3]);
      far += Math.abs(pixels[i] - pixels[i + 48]);
    }
    expect(near).toBeLessThan(0.7 * far);
  }
});
