import { expect, test } from "vitest";
import { fileName, fileNames } from "./fileName";

test.each([
  ["krum", "krum"],
  ["nearestNeighborMixing + coordinateMedian", "nearestNeighborMixing+coordinateMedian"],
  ["τ = 0.1, schön", "τ_=_0.1,_schön"],
  ["..", "_"],
  ["../../etc/passwd", "__.._etc_passwd"],
  [".hidden", "_hidden"],
  ["rule.", "rule_"],
  ["\\\\server\\c$", "_server_c_"],
  ["CON", "_CON"],
  ["nul.txt", "_nul.txt"],
  ["com¹", "_com¹"],
  ["console", "console"],
  ["", "_"],
  [`${"a".repeat(79)}\u{10400}b`, `${"a".repeat(79)}\u{10400}`],
])("fileName of %j is %j", (label, name) => {
  expect(fileName(label)).toBe(name);
});

test("fileNames differ, also where case does not count", () => {
  expect(fileNames(["MEAN", "mean", "krum", "Mean"])).toEqual(["MEAN", "mean-2", "krum", "Mean-4"]);
  expect(fileNames(["a", "a-3", "A"])).toEqual(["a", "a-3", "A-4"]);
  expect(fileNames(["..", "/"])).toEqual(["_", "_-2"]);
});
