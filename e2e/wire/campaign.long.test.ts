import { expect, test } from "vitest";
import { runCampaign } from "../src/campaign/campaign";

test("two minutes of all kinds of faults lose, repeat and falsify no round", async () => {
  const end = performance.now() + 120_000;
  const lines: string[] = [];
  const { findings } = await runCampaign({
    seed: Math.floor(Date.now() / 1000),
    goesOn: () => performance.now() < end,
    print: (line) => lines.push(line),
  });
  expect(findings, lines.join("\n")).toEqual([]);
});
