import { describe, expect, test } from "vitest";
import { typeFor } from "./type";

describe("typeFor", () => {
  test("keeps texts at 22 px or more on a projector of 1920 × 1080, and 16 px at 1280 × 720", () => {
    expect(typeFor(1920, 1080)).toBe(24);
    expect(typeFor(1920, 1000)).toBe(22); // a browser's bars take 80 px
    expect(typeFor(1280, 720)).toBe(16);
  });

  test("follows the narrower side, and is never under 12 px", () => {
    expect(typeFor(3840, 1080)).toBe(24);
    expect(typeFor(390, 844)).toBe(12);
  });
});
