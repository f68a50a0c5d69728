import { UserError } from "@honest-majority/protocol";
import { encodings } from "@honest-majority/testing/encodings";
import { describe, expect, test } from "vitest";
import { inChunks } from "./npy.cases";
import { readInput } from "./readInput";

const read = (text: string, chunk?: number) =>
  readInput(inChunks(Buffer.from(text), chunk), ["honest", "updates"], ["previous", "root"]);

describe("readInput of JSON", () => {
  test("reads rows, previous and root in any order, however a pipe splits the text", async () => {
    const text = ` {"note": "a \\"[{ in ü", "previous":[ 0.5, -1e2 ],\n"updates" : [[1,2.5] , [ -3e0 ,4]], "root":[7,8]}\n`;
    for (const chunk of [undefined, 1, 2, 3, 7, 30]) {
      const { rows, vectors, warnings } = await read(text, chunk);
      expect(rows.map((row) => Array.from(row))).toEqual([
        [1, 2.5],
        [-3, 4],
      ]);
      expect(vectors).toEqual({ previous: Float32Array.of(0.5, -100), root: Float32Array.of(7, 8) });
      expect(warnings).toEqual(['"note" in the input was not read']);
    }
  });

  test("ignores the rows of other keys and errors in them", async () => {
    const { rows } = await read('{"extra":[["word"],[9,9,9]],"honest":[[1,2],[3,4]],"updates":[[5,6]]}');
    expect(rows).toEqual([Float32Array.of(1, 2), Float32Array.of(3, 4)]);
  });

  describe.each(encodings('{\n "updates": [[1, 2],\n [3, 4]], "🦊": "Zoë" }\n'))(
    "saved as $name",
    ({ bytes }) => {
      test("is read, however a pipe splits it", async () => {
        for (const chunk of [undefined, 1, 3]) {
          const { rows, warnings } = await readInput(inChunks(Buffer.from(bytes), chunk), ["updates"]);
          expect(rows).toEqual([Float32Array.of(1, 2), Float32Array.of(3, 4)]);
          expect(warnings).toEqual(['"🦊" in the input was not read']);
        }
      });
    },
  );

  test.each([
    ["a picture", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]],
    ["zeros", [0, 0, 0, 0, 0, 0, 0, 0]],
    ["escapes of a terminal", [0x1b, 0x5b, 0x32, 0x4a, 0x1b, 0x5b, 0x48]],
  ])("rejects %s with one sentence that a terminal can show", async (_, bytes) => {
    const error = await readInput(inChunks(Buffer.from(bytes)), ["updates"]).catch((caught: Error) => caught);
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toMatch(/^the input must be JSON or a \.npy matrix: [^\p{Cc}]+$/u);
  });

  test("accepts the largest float32 and rejects a larger value", async () => {
    expect((await read('{"updates":[[3.4028234663852886e38, 1e-60]]}')).rows).toEqual([
      Float32Array.of(3.4028234663852886e38, 0),
    ]);
    await expect(read('{"updates":[[3.4028236e38]]}')).rejects.toThrow(
      "row 0, column 0 must be within float32's range",
    );
  });

  test.each([
    ["", "the input must be JSON or a .npy matrix, it is empty"],
    ["  ", "the input must be JSON or a .npy matrix: Unexpected end of JSON input"],
    ["hello", "the input must be JSON or a .npy matrix: "],
    ['{"updates":[[1,2]', "the input must be JSON or a .npy matrix: "],
    ['{"updates":[[1,2],[3', "the JSON must be complete, it ends in row 1"],
    ['{"updates":[[1,2},[3,4]]}', "the input must be JSON or a .npy matrix: "],
    ['{"updates":[[1,2],[3,,4]]}', "row 1 must be JSON: "],
    [
      "[[1,2],[3,4]]",
      'the JSON must be an object { "honest": [[…], …] or "updates": [[…], …] }, got an array',
    ],
    ['{"rows":[[1,2]]}', "got the keys rows"],
    ["{}", "got no keys"],
    ['{"updates":7}', "updates must be an array of rows, got 7"],
    ['{"updates":[]}', "updates must hold at least one row, got none"],
    ['{"updates":[[]]}', "updates: row 0 must hold at least one number, got none"],
    ['{"updates":[1,2]}', "updates: row 0 must be an array of numbers, got 1"],
    ['{"updates":[[1,2],[3]]}', "updates: every row must hold 2 numbers as row 0 does, row 1 holds 1"],
    ['{"updates":[[1,2],[3,NaN]]}', "updates: row 1, column 1 must be a finite number, got NaN"],
    ['{"updates":[[1,2],[-Infinity,3]]}', "updates: row 1, column 0 must be a finite number, got -Infinity"],
    ['{"updates":[[1,2],[1e999,3]]}', "updates: row 1, column 0 must be a finite number, got Infinity"],
    ['{"updates":[[1,2],[3,null]]}', "updates: row 1, column 1 must be a finite number, got null"],
    ['{"updates":[[1,2],[3,"4"]]}', 'updates: row 1, column 1 must be a finite number, got "4"'],
    ['{"updates":[[1,2],[3,[4]]]}', "updates: row 1, column 1 must be a finite number, got an array"],
    ['{"updates":[[1,2]],"previous":[1]}', "previous must hold d = 2 numbers as a row does, got 1"],
    ['{"updates":[[1,2]],"previous":"0"}', 'previous must be an array of numbers, got "0"'],
    ['{"updates":[[1,2]],"root":[1,NaN]}', "root: column 1 must be a finite number, got NaN"],
  ])("rejects %s", async (text, message) => {
    const error = await read(text).catch((caught: Error) => caught);
    expect(error).toBeInstanceOf(UserError);
    expect((error as Error).message).toContain(message);
  });
});
