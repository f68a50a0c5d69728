import { expect, test } from "vitest";
import { parseIdx } from "./idx";

const names = { images: "pictures", labels: "answers" };
const pictures = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60);
const answers = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 3);

test("parseIdx reads any number of pictures of any size", () => {
  expect(parseIdx(pictures, answers, names)).toEqual({
    count: 2,
    classes: 10,
    height: 1,
    width: 3,
    channels: 1,
    pixels: Uint8Array.of(10, 20, 30, 40, 50, 60),
    labels: Uint8Array.of(7, 3),
  });
});

test("parseIdx reads from the middle of a larger buffer", () => {
  const larger = new Uint8Array(3 + pictures.length);
  larger.set(pictures, 3);
  expect(parseIdx(larger.subarray(3), answers, names).pixels[0]).toBe(10);
});

const changed = (bytes: Uint8Array, at: number, value: number) => bytes.map((b, i) => (i === at ? value : b));

test.each([
  [
    "cut short",
    pictures.subarray(0, 21),
    answers,
    "pictures: expected 22 bytes, as its header says, found 21",
  ],
  [
    "too long",
    pictures,
    Uint8Array.of(...answers, 1),
    "answers: expected 10 bytes, as its header says, found 11",
  ],
  ["no header", pictures.subarray(0, 9), answers, "pictures: expected a header of 16 bytes, found 9 bytes"],
  ["another kind", answers.slice(), answers, "pictures: expected a header of 16 bytes, found 10 bytes"],
  ["swapped", pictures, pictures, "answers: expected IDX magic 0x00000801, found 0x00000803"],
  [
    "still packed",
    Uint8Array.of(0x1f, 0x8b, ...pictures.subarray(2)),
    answers,
    "pictures: expected IDX magic 0x00000803, found 0x1f8b0803, a gzip file that is still packed",
  ],
  [
    "labels of another set",
    pictures,
    Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7),
    "answers: expected 2 labels, as pictures has, found 1",
  ],
  [
    "no such class",
    pictures,
    changed(answers, 9, 10),
    "answers: expected labels below 10, found 10 for example 1",
  ],
])(
  "parseIdx of a file that is %s throws an error with the file, what was expected and what was found",
  (_, images, labels, message) => {
    expect(() => parseIdx(images, labels, names)).toThrow(new RangeError(message));
  },
);
