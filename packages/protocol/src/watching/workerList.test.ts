import { expect, test } from "vitest";
import { idsOf, listOf, placesOf, rangesOf } from "./workerList";

const WORKERS = ["a", "b", "c", "d", "e"].map((id, index) => ({ id, index: index === 4 ? 7 : index }));

test.each([
  [[], [""]],
  [["a", "b", "c"], ["0-2"]],
  [["a", "c", "d", "e"], ["0,2-3,7"]],
  // x is in no room, so it and those after it are named
  [
    ["a", "x", "b"],
    ["0", "x", "b"],
  ],
  [
    ["b", "a"],
    ["1", "a"],
  ],
  [
    ["a", "a"],
    ["0", "a"],
  ],
])("the list of %j is %j", (ids, list) => {
  expect(listOf(ids, WORKERS)).toEqual(list);
  expect(idsOf(listOf(ids, WORKERS), WORKERS)).toEqual(ids);
});

test("ranges give the places back", () => {
  const places = [0, 1, 2, 4, 9, 10, 255];
  expect(rangesOf(places)).toBe("0-2,4,9-10,255");
  expect(placesOf("0-2,4,9-10,255")).toEqual(places);
});
