import { plainPasses } from "@honest-majority/robust";
import { expect, test } from "vitest";
import { contestants } from "./contestants";
import { drawRows } from "./rows";
import { openRounds } from "./time";

test("every contestant can be timed, also a rule that needs a root update", async () => {
  const m = 12;
  const all = contestants(m);
  expect(all.filter(({ needsRoot }) => needsRoot).map(({ name }) => name)).toContain("flTrust");
  for (const contestant of all) {
    const rounds = await openRounds(plainPasses, contestant, drawRows(m, 8));
    expect(await rounds.fromMemory(), contestant.name).toBeGreaterThan(0);
    rounds.dispose();
  }
});
