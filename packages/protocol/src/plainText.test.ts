import { encodings } from "@honest-majority/testing/encodings";
import { describe, expect, test } from "vitest";
import { plainText } from "./plainText";

const text = '{\n  "name": "Zoë 李 🦊"\n}\n';

describe("plainText", () => {
  test.each(encodings(text))("reads $name", ({ bytes }) => {
    expect(plainText(bytes)).toBe(text);
  });

  test.each([
    ["a picture", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ["zeros", [0, 0, 0, 0]],
    ["UTF-16 without a mark", [0x7b, 0, 0x7d, 0]],
    ["half a letter in UTF-16", [0xff, 0xfe, 0x7b]],
  ])("refuses %s in one sentence", (_, bytes) => {
    expect(() => plainText(Uint8Array.from(bytes))).toThrow(/^it is not text: it must be saved as UTF-8/);
  });

  test("reads an empty file", () => {
    expect(plainText(new Uint8Array())).toBe("");
  });
});
