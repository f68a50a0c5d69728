import { expect, test } from "vitest";
import { openFileLimit, openFilesIn, wiresWithin } from "./openFiles";

test("the limit is the soft one of the system's table", () => {
  const table = [
    "Limit                     Soft Limit           Hard Limit           Units     ",
    "Max processes             96365                96365                processes ",
    "Max open files            1024                 524288               files     ",
  ];
  expect(openFilesIn(table.join("\n"))).toBe(1024);
  expect(
    openFilesIn("Max open files            unlimited            unlimited            files"),
  ).toBeUndefined();
});

test.runIf(process.platform === "linux" || process.platform === "darwin")("this process has one", () => {
  expect(openFileLimit() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(32);
});

test("connections leave files free, and neither side takes all of the others", () => {
  expect(wiresWithin(1_024)).toEqual({ inAll: 896, ofOneSide: 672 });
  expect(wiresWithin(64)).toEqual({ inAll: 16, ofOneSide: 12 });
  expect(wiresWithin()).toEqual({ inAll: Number.POSITIVE_INFINITY, ofOneSide: Number.POSITIVE_INFINITY });
});
