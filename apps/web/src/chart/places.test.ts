import { describe, expect, test } from "vitest";
import { columnsOf } from "./columns";
import { endLabels, labelAt, labelSpace } from "./endLabels";
import { flagShapes, placeFlags } from "./flagRow";
import type { Flag } from "./flags";
import { linesOf } from "./lines";
import { CROSS, RING } from "./shapes";
import { lineStyles } from "./style";
import { CHART_TABS } from "./tabs";
import { armRecord, chartArms, record } from "./testRecords";
import { roundX, type View, valueY } from "./view";

const [accuracy] = CHART_TABS;
/** Every letter is 10 pixels wide. */
const measure = (text: string) => 10 * text.length;
/** 10 pixels a round, 2 pixels a percent. */
const view: View = {
  frame: { left: 50, top: 20, right: 550, bottom: 220 },
  rounds: [0, 50],
  values: [0, 1],
  axis: { kind: "share" },
};
const theme = {
  ink: "ink",
  muted: "muted",
  line: "line",
  panel: "panel",
  font: "font",
  color: (name: string) => name,
};

describe("a view", () => {
  test("maps rounds and values to pixels", () => {
    expect([roundX(view, 0), roundX(view, 20)]).toEqual([50, 250]);
    expect([valueY(view, 0), valueY(view, 0.75)]).toEqual([220, 70]);
    const log = {
      ...view,
      values: [0.01, 100] as const,
      axis: { kind: "log", least: [1, 1], cap: 1 } as const,
    };
    expect(valueY(log, 1)).toBeCloseTo(120, 9);
  });
});

describe("endLabels", () => {
  const columns = columnsOf([
    record(0, [armRecord("mean", 0.2), armRecord("krum", 0.2)]),
    record(30, [armRecord("mean", 0.1), armRecord("krum", 0.704)]),
    record(40, [armRecord("mean", 0.1), armRecord("krum", 0.71)]),
  ]);
  const lines = linesOf(columns, chartArms("mean", "krum"), accuracy);

  test("stand beside the last value of each line, with whole percents", () => {
    const labels = endLabels(columns, lines, accuracy, view, 700, measure);
    expect(labels).toEqual([
      { label: "mean", text: "Mean 10 %", end: { x: 450, y: 200 }, x: 466, y: 200, width: 90 },
      { label: "krum", text: "Krum 71 %", end: { x: 450, y: 78 }, x: 466, y: 78, width: 90 },
    ]);
    expect(labelAt(labels, 500, 84)).toBe("krum");
    expect(labelAt(labels, 500, 120)).toBeUndefined();
  });

  test("show the last value in view when the chart is zoomed", () => {
    const zoomed = endLabels(columns, lines, accuracy, { ...view, rounds: [10, 35] }, 700, measure);
    expect(zoomed.map(({ text }) => text)).toEqual(["Mean 10 %", "Krum 70 %"]);
    expect(endLabels(columns, lines, accuracy, { ...view, rounds: [5, 20] }, 700, measure)).toEqual([]);
  });

  test("keep the value in its place behind a name from right to left", () => {
    const hebrew = "\u05d0 9";
    const named = columnsOf([record(40, [armRecord(hebrew, 0.12)])]);
    const lines = linesOf(named, chartArms(hebrew), accuracy);
    const [{ text }] = endLabels(named, lines, accuracy, view, 700, measure);
    expect(text).toBe(`\u2068${hebrew}\u2069 12 %`);
  });

  test("do not overlap, and cut names rather than values", () => {
    const close = columnsOf([
      record(
        50,
        ["a", "a long name", "b"].map((name) => armRecord(name, 0.5)),
      ),
    ]);
    const labels = endLabels(
      close,
      linesOf(close, chartArms("a", "a long name", "b"), accuracy),
      accuracy,
      view,
      680,
      measure,
    );
    const ys = labels.map(({ y }) => y).sort((a, b) => a - b);
    expect(Math.min(ys[1] - ys[0], ys[2] - ys[1])).toBeGreaterThanOrEqual(18);
    // the value " 50 %" takes 50 of the 110 pixels
    expect(labels[1].text).toBe("a lon… 50 %");
    for (const { x, width } of labels) expect(x + width).toBeLessThanOrEqual(680);
  });

  test("take at most a third of the picture", () => {
    expect(labelSpace(lines, accuracy, 900, measure)).toBe(112);
    expect(labelSpace(lines, accuracy, 240, measure)).toBe(80);
  });
});

describe("placeFlags", () => {
  const flag = (round: number, text: string, tone: Flag["tone"] = "malicious"): Flag => ({
    round,
    text,
    tone,
  });

  test("ends each text before the next mark, and leaves out flags that are not in view", () => {
    const placed = placeFlags(
      [flag(10, "2 workers: Bit flip"), flag(20, "Ada: Zero"), flag(60, "far")],
      view,
      700,
      measure,
    );
    // 100 pixels to the next mark, less both marks' space: 79
    expect(placed.map(({ x, text, side }) => [x, text, side])).toEqual([
      [150, "2 work…", "right"],
      [250, "Ada: Zero", "right"],
    ]);
  });

  test("drops the rounds of a flag before it cuts the text", () => {
    const joined = { ...flag(0, "Bit flip"), until: 4 };
    expect(placeFlags([joined], view, 700, measure)[0].text).toBe("Bit flip, 0–4");
    expect(placeFlags([joined, flag(10, "b")], view, 700, measure)[0].text).toBe("Bit fl…");
    expect(placeFlags([joined, flag(11, "b")], view, 700, measure)[0].text).toBe("Bit flip");
  });

  test("writes the last text on the left of its mark where the right has no room", () => {
    const [placed] = placeFlags([flag(49, "2 workers: Bit flip")], view, 560, measure);
    expect([placed.text, placed.side]).toEqual(["2 workers: Bit flip", "left"]);
  });

  test("draws a cross for malicious and a ring for honest, and one mark for two in the same place", () => {
    const glyphs = (flags: Flag[]) =>
      flagShapes(placeFlags(flags, view, 700, measure), view, theme).flatMap((shape) =>
        shape.kind === "glyph" ? [[shape.path, shape.stroke]] : [],
      );
    expect(glyphs([flag(3, "a"), flag(9, "b", "honest")])).toEqual([
      [CROSS, "--malicious"],
      [RING, "--honest"],
    ]);
    expect(glyphs([flag(3, "a"), flag(3, "b")])).toHaveLength(1);
  });
});

describe("lineStyles", () => {
  const labels = ["a", "b", "c", "d", "e", "f"];
  const alphas = (count: number, pointed?: string) => {
    const columns = columnsOf([
      record(
        0,
        labels.map((label) => armRecord(label, 0.5)),
      ),
    ]);
    const lines = linesOf(columns, chartArms(...labels), accuracy).slice(0, count);
    return [...lineStyles(lines, theme, pointed).values()].map(({ alpha }) => alpha);
  };

  test("fade more than five lines to 35 %, except the one that is pointed at", () => {
    expect(alphas(6, "b")).toEqual([0.35, 1, 0.35, 0.35, 0.35, 0.35]);
    expect(alphas(6)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(alphas(5, "b")).toEqual([1, 1, 1, 1, 1]);
  });
});
