import { describe, test } from "vitest";
import { expectItsClaims, LESSONS } from "./lessons.cases";

describe("public/lessons", () => {
  const others = LESSONS.flatMap((entry) => entry.lesson.seeds.slice(1).map((seed) => ({ ...entry, seed })));
  test.each(others)("$file: what it claims holds on seed $seed", async (entry) => {
    await expectItsClaims(entry, entry.seed);
  });
});
