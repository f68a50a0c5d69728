/** A short campaign of faults; `campaign.long.test.ts` runs one of all kinds. */
import { describe, expect, test } from "vitest";
import { type CampaignOptions, runCampaign } from "../src/campaign/campaign";

const KINDS = [
  "duplicate",
  "earlierRound",
  "foreignArm",
  "notFinite",
  "reordered",
  "connectionCut",
  "watcherCut",
  "leaveAndReturn",
  "storm",
  "ownFlip",
  "fuzz",
  "unread",
  "drawnWires",
  "clockJumps",
  "coordinatorKilled",
  "tornLine",
] satisfies CampaignOptions["kinds"];

describe("a campaign of faults", () => {
  test("loses no round, tells none twice, counts nothing twice and takes every step exactly", async () => {
    const lines: string[] = [];
    const { findings, injected, rounds } = await runCampaign({
      seed: 1,
      kinds: KINDS,
      goesOn: (step) => step < KINDS.length,
      print: (line) => lines.push(line),
    });
    expect(findings, lines.join("\n")).toEqual([]);
    expect(injected).toEqual(Object.fromEntries(KINDS.map((kind) => [kind, 1])));
    expect(rounds).toBeGreaterThanOrEqual(2 * KINDS.length);
  }, 300_000);
});
