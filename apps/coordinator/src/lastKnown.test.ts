import { expect, test } from "vitest";
import { lastKnown } from "./lastKnown";

test("reads at most once in two seconds, and keeps what it knows when that fails", () => {
  const clock = { ms: 0 };
  let reads = 0;
  let value: string | undefined;
  const known = lastKnown(
    () => {
      reads++;
      if (value === undefined) throw new Error("EMFILE");
      return value;
    },
    "none",
    () => clock.ms,
  );
  expect(known()).toBe("none");
  value = "one";
  clock.ms = 1_999;
  expect([known(), reads]).toEqual(["none", 1]);
  clock.ms = 2_000;
  expect([known(), reads]).toEqual(["one", 2]);
  value = undefined;
  clock.ms = 9_000;
  expect([known(), known(), reads]).toEqual(["one", "one", 3]);
});
