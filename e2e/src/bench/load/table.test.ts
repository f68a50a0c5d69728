import { expect, test } from "vitest";
import type { Figures } from "./figures";
import { tableOf } from "./table";

const FIGURES: Figures = {
  rounds: 46,
  roundMs: 812.4,
  roundsPerSecond: 1.231,
  upBytes: 20_456_789,
  downBytes: 10_000,
  dashboardBytes: 240_000,
  watchBytes: 1,
  busyShare: 0.824,
  mainMs: 12.34,
  mainCpuMs: Number.NaN,
  delayMedianMs: 0.5,
  delay99Ms: 30,
  delayMostMs: 100,
  turnMs: 4.321,
  openedMs: 9.87,
  readToAskedMs: 1,
  steppingMs: 2,
  steppedToOpenMs: 3,
  writingMs: 4,
  rss: 512_000_000,
  peakRss: 600_000_000,
  leftOut: 0,
  refused: 2,
};
const combination = { workers: 200, model: "mlp", arms: ["mean"], codec: "int8" };

test("shows each figure with its unit", () => {
  const lines = tableOf([{ combination, figures: FIGURES }]).split("\n");
  expect(lines[0]).toBe("**200 workers, mlp, 1 arm, int8**");
  expect(lines).toContain("| median round | 812 ms |");
  expect(lines).toContain("| up, a round | 20457 kB |");
  expect(lines).toContain("| main thread busy | 82 % |");
  expect(lines).toContain("| its processor time, a round | – |");
  expect(lines).toContain("| last update read → next round's first byte, in the coordinator | 9.87 ms |");
  expect(lines).toContain("| memory at the end | 512 MB |");
});

test("divides this checkout's figures by the other's", () => {
  const figures = { ...FIGURES, dashboardBytes: 18_000, shares: [{ kind: "ws", share: 0.05 }] };
  const other = { ...FIGURES, shares: [{ kind: "zod", share: 0.5 }] };
  const lines = tableOf([{ combination, figures, other }]).split("\n");
  expect(lines).toContain("| to a dashboard, a round | 240 kB | 18.0 kB | 0.075 |");
  expect(lines).toContain("| workers left out | 0 | 0 | – |");
  expect(lines).toContain("| ws | – | 5.0 % |");
  expect(lines).toContain("| zod | 50.0 % | – |");
});
