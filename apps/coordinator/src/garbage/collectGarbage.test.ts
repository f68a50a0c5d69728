import { expect, test } from "vitest";
import { collectGarbage } from "./collectGarbage";

test("what nothing refers to is gone after a collection", async () => {
  const kept = { name: "kept" };
  const [gone, held] = [new WeakRef({ name: "gone" }), new WeakRef(kept)];
  await new Promise(setImmediate); // until the end of this turn, a WeakRef keeps its object
  expect(gone.deref()?.name).toBe("gone");
  await new Promise(setImmediate);
  await collectGarbage();
  expect([gone.deref(), held.deref()]).toEqual([undefined, kept]);
});
