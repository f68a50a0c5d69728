import { expect, test } from "vitest";
import { awaitedIn } from "./awaited";

test("awaitedIn names those without an update that the round waits for", () => {
  const progress = { invited: ["ada", "ben", "cleo", "dev", "eva"], arrived: ["eva"] };
  const workers = { ada: {}, ben: { unawaited: true } as const, cleo: { missed: 3 }, dev: { missed: 2 } };
  expect(awaitedIn(progress, workers)).toEqual(["ada", "dev"]);
  expect(awaitedIn({ invited: ["ben", "eva"], arrived: ["eva"] }, workers)).toEqual(["ben"]);
});
