import { plainPasses } from "@honest-majority/robust";
import { expect, test } from "vitest";
import { drawRows } from "./rows";
import { openRounds } from "./time";
import { timedMethods } from "./timedMethods";

test("every method of timedMethods can be timed, including a rule that needs a root update", async () => {
  const m = 12;
  const all = timedMethods(m);
  expect(all.filter(({ needsRoot }) => needsRoot).map(({ name }) => name)).toContain("flTrust");
  for (const method of all) {
    const rounds = await openRounds(plainPasses, method, drawRows(m, 8));
    expect(await rounds.fromMemory(), method.name).toBeGreaterThan(0);
    rounds.dispose();
  }
});
