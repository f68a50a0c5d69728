import { glyphs, plainMemory } from "@honest-majority/learning";
import { RunConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { openComputeRun } from "./computeRun";

describe("openComputeRun", () => {
  test("gives a rule that draws another stream for every arm and round, and the same streams in a repeated run", async () => {
    const dataset = glyphs({ seed: 4, train: 60, test: 20 });
    const drawing = { aggregator: { rule: "dnc", f: 1, sample: 1 } } as const;
    const arms = [
      { label: "one", ...drawing },
      { label: "other", ...drawing },
    ];
    const config = RunConfig.parse({ model: "softmax", workers: 3, seed: 5, arms });
    const random = stream(2);
    const rows = Array.from({ length: 3 }, () => Float32Array.from({ length: 7850 }, () => random.normal()));
    /** Which row is dropped, [rounds][arms]: the one farthest from the others in the drawn column. */
    async function dropped() {
      const run = openComputeRun({ config, dataset, allocate: plainMemory, now: () => 0 });
      const answers: string[] = [];
      for (let round = 0; round < 12; round++) {
        const requests = [0, 1].map((arm) => {
          rows.forEach((row, i) => {
            run.setRow(arm, i, row);
          });
          return { arm, rows: [0, 1, 2], expectedByzantine: 1, learningRate: 0.1 };
        });
        const results = await run.aggregate({ round, arms: requests });
        answers.push(results.map(({ kept }) => kept.indexOf(0)).join());
      }
      run.dispose();
      return answers;
    }
    const answers = await dropped();
    const byArm = [0, 1].map((arm) => answers.map((answer) => answer.split(",")[arm]));
    expect(new Set(byArm[0]).size).toBeGreaterThan(1);
    expect(byArm[1]).not.toEqual(byArm[0]);
    expect(await dropped()).toEqual(answers);
  });
});
