import { describe, expect, test } from "vitest";
import { armShortTitle, armTitle } from "./armTitle";

describe("armShortTitle", () => {
  test.each([
    ["mean", "Mean"],
    ["coordinateMedian", "Median"],
    ["krum", "Krum"],
    ["nearestNeighborMixing + coordinateMedian", "NNM + median"],
    ["bucketing + krum", "Bucketing + Krum"],
    ["nearestNeighborMixing + bucketing + brsgd", "NNM + bucketing + BrSGD"],
    ["arc + caf", "ARC + CAF"],
    ["arc + geometricMedian", "ARC + geo. median"],
  ])("reads %s as %s", (label, title) => {
    expect(armShortTitle(label)).toBe(title);
  });

  test.each(["our rule", "Krum + friends", "arc + unknown", "unknown + krum", "toString"])(
    "keeps the label %s, which names no methods",
    (label) => {
      expect(armShortTitle(label)).toBe(label);
    },
  );
});

describe("armTitle", () => {
  test("joins full names, and keeps a proper name's capital", () => {
    expect(armTitle("nearestNeighborMixing + coordinateMedian")).toBe(
      "Nearest-neighbour mixing + coordinate median",
    );
    expect(armTitle("clipping + multiKrum")).toBe("Clipping + Multi-Krum");
  });
});
