import { describe, expect, test } from "vitest";
import { clampZoom, panned, pinched } from "./zoom";

describe("clampZoom", () => {
  test("moves a range into the whole one, and widens one that is too narrow", () => {
    expect(clampZoom([-10, 10], [0, 100])).toEqual([0, 20]);
    expect(clampZoom([90, 110], [0, 100])).toEqual([80, 100]);
    expect(clampZoom([50, 51], [0, 100])).toEqual([48.5, 52.5]);
  });

  test("returns undefined for the whole", () => {
    expect(clampZoom([-1, 101], [0, 100])).toBeUndefined();
  });
});

describe("panned", () => {
  test("moves against the finger, by its share of the shown rounds", () => {
    expect(panned([20, 60], 0.25)).toEqual([10, 50]);
  });
});

describe("pinched", () => {
  test("keeps the rounds under both fingers", () => {
    // rounds 25 and 75 lie under the fingers: they are to lie at 0 and 1
    expect(pinched([0, 100], [0.25, 0.75], [0, 1])).toEqual([25, 75]);
    expect(pinched([25, 75], [0, 1], [0.25, 0.75])).toEqual([0, 100]);
    expect(pinched([0, 100], [0.2, 0.4], [0.3, 0.5])).toEqual(
      [-10, 90].map((each) => expect.closeTo(each, 9)),
    );
  });
});
