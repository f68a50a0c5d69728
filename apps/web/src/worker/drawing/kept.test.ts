import { describe, expect, test } from "vitest";
import { drawingsKey, drawingsText, parseDrawings } from "./kept";

const shape = { height: 1, width: 3, channels: 1, classes: 10 };
const drawings = [
  { label: 3, pixels: Uint8Array.of(0, 128, 255) },
  { label: 9, pixels: Uint8Array.of(1, 2, 3) },
];

describe("parseDrawings", () => {
  test("reads what drawingsText wrote", () => {
    expect(parseDrawings(drawingsText(drawings), shape)).toEqual(drawings);
  });

  test("leaves out drawings of another size and of classes that the data set lacks", () => {
    expect(parseDrawings(drawingsText(drawings), { ...shape, width: 2 })).toEqual([]);
    expect(parseDrawings(drawingsText(drawings), { ...shape, classes: 4 })).toEqual([drawings[0]]);
  });

  test("reads nothing from no text and from a text that is no list of drawings", () => {
    const broken = ["{", "{}", "[null]", '[{"label":1,"pixels":"*"}]', '[{"label":"1","pixels":"AAAA"}]'];
    for (const text of [undefined, ...broken]) expect(parseDrawings(text, shape)).toEqual([]);
  });
});

test("drawingsKey differs between rooms, data sets and picture sizes", () => {
  const at = { ...shape, dataset: "mnist" };
  const keys = [
    drawingsKey("KRUM-42", at),
    drawingsKey("KRUM-43", at),
    drawingsKey("KRUM-42", { ...at, dataset: "glyphs" }),
    drawingsKey("KRUM-42", { ...at, height: 2 }),
  ];
  expect(new Set(keys).size).toBe(4);
});
