import { describe, expect, test } from "vitest";
import { cutText, spread } from "./layout";

describe("spread", () => {
  test("moves overlapping labels apart, within the frame", () => {
    // 50 and 52 need 10 between them; 95 must leave room above 100 for none below
    expect(spread([50, 52, 10], 10, 0, 100)).toEqual([50, 60, 10]);
    expect(spread([98, 99], 10, 0, 100)).toEqual([90, 100]);
  });
});

describe("cutText", () => {
  const measured = (text: string) => 10 * [...text].length;

  test("keeps a text that fits, and cuts one that does not", () => {
    expect(cutText("Bit flip", 80, measured)).toBe("Bit flip");
    // five letters and the ellipsis fit in 60
    expect(cutText("Bitflipped", 60, measured)).toBe("Bitfl…");
    expect(cutText("👩👩👩👩👩👩", 50, measured)).toBe("👩👩👩👩…");
  });

  test("returns nothing where fewer than four letters fit", () => {
    expect(cutText("Bitflipped", 40, measured)).toBe("");
    expect(cutText("Bitflipped", -5, measured)).toBe("");
  });
});
