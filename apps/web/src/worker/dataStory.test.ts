import { expect, test } from "vitest";
import { whatIsSent } from "./dataStory";

test("whatIsSent says how many of a batch's pictures can be computed back, by the size of the batch", () => {
  expect(whatIsSent(16)).toBe(
    "Each round I send an update instead of pictures, but most of its 16 pictures can be computed back from it.",
  );
  expect(whatIsSent(1)).toMatch(/but the picture can be computed back/);
  expect([4, 8, 32, 33].map((size) => /but (.*?) of its/.exec(whatIsSent(size))?.[1])).toEqual([
    "all",
    "nearly all",
    "many",
    "some",
  ]);
});
