/** The examples print what their readers are told, and run as they are started in a checkout. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

/** The rows of the printed table, by their first cell. */
async function tableOf(example: string): Promise<Record<string, number[]>> {
  const file = join(import.meta.dirname, example);
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", file]);
  const rows = stdout.split("\n").map((line) =>
    line
      .split("│")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return Object.fromEntries(
    rows
      .filter(([name]) => name !== undefined && name !== "(index)")
      .map(([name, ...cells]) => [name, cells.map((cell) => Number.parseFloat(cell.replace("'", "")))]),
  );
}

describe("aggregate.mjs", () => {
  test("shows that Multi-Krum drops loud attackers and that the mean does not", async () => {
    const table = await tableOf("aggregate.mjs");
    expect(Object.keys(table)).toHaveLength(7);
    const [bitFlip, gaussian, alie] = table.multiKrum;
    expect([bitFlip, gaussian]).toEqual([0, 0]);
    expect(alie).toBeGreaterThan(5); // it keeps some of those that hide among the honest updates
    // four of fifteen send −10 times an honest update of length 100: (4/15)·11·100 = 293, and the noise
    expect(table.mean[0]).toBeGreaterThan(290);
    expect(table.mean[0]).toBeLessThan(310);
  });
});

describe("train.mjs", () => {
  test("shows a model that learns with the median and one that guesses with the mean", async () => {
    const { mean, coordinateMedian } = await tableOf("train.mjs");
    expect(mean[0]).toBeLessThan(20);
    expect(coordinateMedian[0]).toBeGreaterThan(55);
  });
});
