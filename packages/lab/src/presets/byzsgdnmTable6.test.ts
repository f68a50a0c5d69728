import { describe, expect, test } from "vitest";
import type { Entry } from "../sweep/summary";
import { table6 } from "./byzsgdnmTable6";

/** Seconds of three seeds by B: those of ByzSGDm, and those of ByzSGDnm. */
type Times = Record<number, [m: number[], nm: number[]]>;

/** Like the paper's table: falls fast, then little. */
const PAPER: Times = {
  32: [
    [20.1, 19.9, 20],
    [19.8, 19.7, 20],
  ],
  64: [
    [10, 9.9, 10.1],
    [9.8, 10, 9.9],
  ],
  512: [
    [3.1, 3.2, 3.15],
    [3.3, 3.2, 3.25],
  ],
  1024: [
    [3.1, 3.15, 3.05],
    [3.2, 3.1, 3.15],
  ],
};

function table(times: Times): Entry[] {
  return Object.entries(times).flatMap(([B, both]) =>
    both.map(
      (seconds, i): Entry => ({
        place: { B: Number(B), "algorithm.normalized": i === 1 },
        best: undefined,
        accuracy: { mean: 0.9, deviation: 0 },
        seconds: { mean: seconds.reduce((sum, one) => sum + one, 0) / seconds.length, deviation: 0 },
        seeds: seconds.length,
        diverged: 0,
        bySeed: seconds.map((one, seed) => ({ seed, accuracy: 0.9, early: 0.5, along: 0.8, seconds: one })),
      }),
    ),
  );
}
const outcomes = (times: Times) => table6.verdicts(table(times)).map(({ outcome }) => outcome);

describe("table 6", () => {
  test("holds on times like the paper's, and prints them", () => {
    expect(outcomes(PAPER)).toEqual(["holds", "holds"]);
    const [falls, same] = table6.verdicts(table(PAPER));
    expect(falls.measured).toMatch(/^20\.00, 10\.00, 3\.15, 3\.10 s \(m\), .* at B = 32 to 1024 \(nm\)$/);
    // sums of the seeds: m 36.3, 36.15, 36.3; nm 36.1, 36, 36.3: ratios 0.9945, 0.9959, 1
    expect(same.measured).toMatch(/^0\.997 times as long; margin 10\.32 % ± 0\.29 % over 3 seeds$/);
  });

  test("a planted rise from one B to the next fails", () => {
    const rising: Times = {
      ...PAPER,
      1024: [
        [3.9, 4, 4.1],
        [3.2, 3.1, 3.15],
      ],
    };
    expect(outcomes(rising)).toEqual(["fails", "holds"]);
  });

  test("a planted slower ByzSGDnm fails", () => {
    const slower = Object.fromEntries(
      Object.entries(PAPER).map(([B, [m]]) => [B, [m, m.map((one) => 1.2 * one)]]),
    ) as Times;
    expect(outcomes(slower)).toEqual(["holds", "fails"]);
  });

  test("is within noise where the seeds differ by more than the claim is about, and with one seed", () => {
    const noisy: Times = {
      ...PAPER,
      32: [
        [20, 32, 11],
        [30, 12, 24],
      ],
    };
    expect(outcomes(noisy)).toEqual(["holds", "noise"]);
    const once = Object.fromEntries(
      Object.entries(PAPER).map(([B, both]) => [B, both.map((seconds) => seconds.slice(0, 1))]),
    ) as Times;
    expect(outcomes(once)).toEqual(["noise", "noise"]);
  });
});
