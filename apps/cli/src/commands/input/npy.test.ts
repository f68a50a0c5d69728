import { describe, expect, test } from "vitest";
import { inChunks, npyFile } from "./npy.cases";
import { readInput } from "./readInput";

const rowsOf = async (bytes: Uint8Array, chunk?: number) =>
  (await readInput(inChunks(bytes, chunk), ["updates"])).rows.map((row) => Array.from(row));

// 2 × 3 with six different values, so that a transposed or reordered matrix fails the tests
const values = [1.5, -2, 3.25, 4, 5, -6.5];
const matrix = [
  [1.5, -2, 3.25],
  [4, 5, -6.5],
];
const columns = [1.5, 4, -2, 5, 3.25, -6.5];

describe("readInput of .npy", () => {
  test.each(["<f4", ">f4", "<f8", ">f8"])("reads %s in C and in Fortran order", async (descr) => {
    expect(await rowsOf(npyFile({ descr, shape: [2, 3], values }))).toEqual(matrix);
    expect(await rowsOf(npyFile({ descr, shape: [2, 3], values: columns, fortranOrder: true }))).toEqual(
      matrix,
    );
  });

  test.each([
    [1, 0],
    [2, 0],
    [3, 0],
  ] as const)("reads format version %d.%d", async (...version) => {
    expect(await rowsOf(npyFile({ descr: "<f8", shape: [2, 3], values, version }))).toEqual(matrix);
  });

  test("reads the same matrix however a pipe splits the bytes", async () => {
    const file = npyFile({ descr: ">f8", shape: [2, 3], values });
    for (let chunk = 1; chunk <= 20; chunk++) expect(await rowsOf(file, chunk)).toEqual(matrix);
  });

  test("rounds float64 values to float32", async () => {
    expect(await rowsOf(npyFile({ descr: "<f8", shape: [1, 2], values: [0.1, 1 + 2 ** -30] }))).toEqual([
      [Math.fround(0.1), 1],
    ]);
  });

  const good = npyFile({ descr: "<f4", shape: [2, 3], values });
  test.each([
    [
      "a vector",
      npyFile({ descr: "<f4", shape: [3], values: [1, 2, 3] }),
      "m × d with m, d >= 1, got shape (3)",
    ],
    ["a cube", npyFile({ descr: "<f4", shape: [1, 1, 1], values: [1] }), "got shape (1, 1, 1)"],
    ["no rows", npyFile({ descr: "<f4", shape: [0, 3], values: [] }), "got shape (0, 3)"],
    ["no columns", npyFile({ descr: "<f4", shape: [2, 0], values: [] }), "got shape (2, 0)"],
    [
      "integers",
      npyFile({ descr: "<i8", shape: [1, 1], values: [1] }),
      "must be float32 or float64, got <i8",
    ],
    ["half precision", npyFile({ descr: "<f2", shape: [1, 1], values: [1] }), "got <f2"],
    ["too few values", good.subarray(0, good.length - 5), "must hold 2 × 3 values, it ends after 4"],
    ["extra bytes", Buffer.concat([good, Buffer.of(0)]), "must end after its 2 × 3 values, it continues"],
    ["a future version", npyFile({ descr: "<f4", shape: [1, 1], values: [1], version: [4, 0] }), "got 4.0"],
    ["no header", good.subarray(0, 9), "header"],
    ["half a header", good.subarray(0, 40), "header must hold 118 bytes, it does not"],
    [
      "only the magic",
      good.subarray(0, 6),
      "the .npy file must hold a version after its first 6 bytes, it ends",
    ],
    ...[true, false].map((fortranOrder): [string, Uint8Array, string] => [
      `a header with far more rows than the file, Fortran order: ${fortranOrder}`,
      npyFile({ descr: "<f8", shape: [3e9, 3e9], values: [1, 2, 3, 4], fortranOrder }),
      "must hold 3000000000 × 3000000000 values, it ends after 4",
    ]),
    [
      "NaN",
      npyFile({ descr: "<f4", shape: [2, 2], values: [1, 2, 3, Number.NaN] }),
      "row 1, column 1 must be a finite number, got NaN",
    ],
    [
      "a value too large",
      npyFile({ descr: "<f8", shape: [2, 2], values: [1, 2, -1e39, 4] }),
      "row 1, column 0 must be within float32's range, ±3.4028235e38, got -1e+39",
    ],
    [
      "infinity in column order",
      npyFile({
        descr: "<f8",
        shape: [2, 3],
        values: [1, 2, 3, 4, Number.POSITIVE_INFINITY, 6],
        fortranOrder: true,
      }),
      "row 0, column 2 must be a finite number, got Infinity",
    ],
  ])("rejects %s", async (_, bytes, message) => {
    await expect(rowsOf(bytes)).rejects.toThrow(message);
  });
});
