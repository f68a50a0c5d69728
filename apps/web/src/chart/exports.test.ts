import { describe, expect, test } from "vitest";
import { columnsOf } from "./columns";
import { writeCsv } from "./csv";
import { armMeasures, runMeasures } from "./measures";
import { type PictureInput, pictureShapes } from "./picture";
import { writeSvg } from "./svg";
import { CHART_TABS } from "./tabs";
import { armRecord, chartArms, flipped, record } from "./testRecords";

const theme = {
  ink: "#111",
  muted: "#555",
  line: "#ddd",
  panel: "#fff",
  font: "f",
  color: (name: string) => name,
};
const columns = columnsOf([
  record(0, [armRecord("mean", 0.2)], { stage: { byzantine: [], aggregationError: [1], honestNorm: [4] } }),
  record(5, [armRecord("mean"), armRecord("my, arm", 0.5)], { events: [flipped("a", "<Ada> & co")] }),
]);
const input: PictureInput = {
  columns,
  arms: chartArms("mean", "my, arm"),
  tab: CHART_TABS[0],
  classes: 10,
  title: "Test accuracy · room KRUM-42",
  width: 960,
  height: 540,
  theme,
  measure: (text, size) => 0.5 * size * text.length,
};

describe("writeCsv", () => {
  const [header, ...rows] = writeCsv(columns).split("\r\n");

  test("has a column for the round, each measure of the run, and each measure of each arm, without seldom ones", () => {
    const names = [
      "round",
      ...runMeasures.map(([, { name }]) => name),
      ...armMeasures
        .filter(([, { seldom }]) => !seldom)
        .flatMap(([, { name }]) => [`mean: ${name}`, `"my, arm: ${name}"`]),
    ];
    expect(header).toBe(names.join(","));
  });

  test("has a row for each round; an unmeasured cell is empty", () => {
    expect(rows).toHaveLength(3);
    expect(rows[2]).toBe("");
    const places = ["round", "mean: accuracy", "my arm: accuracy", "mean: loss", "mean: aggregate norm"].map(
      placeOf,
    );
    const cells = rows.slice(0, 2).map((row) => places.map((place) => row.split(",")[place]));
    expect(cells).toEqual([
      ["0", "0.2", "", "0.4", "1"],
      ["5", "", "0.5", "", "1"],
    ]);
  });

  /** The commas in "my, arm" are not between cells. */
  const placeOf = (name: string) =>
    header
      .replaceAll(/"my, (arm[^"]*)"/g, "my $1")
      .split(",")
      .indexOf(name);

  test("doubles quotes, and disarms labels that a spreadsheet would run", () => {
    const labels = ['=HYPERLINK("http://x")', "-1", " @a", "a\nb"];
    const header = writeCsv(
      columnsOf([
        record(
          0,
          labels.map((label) => armRecord(label)),
        ),
      ]),
    );
    expect(header).toContain(
      `,"'=HYPERLINK(""http://x""): accuracy",'-1: accuracy,' @a: accuracy,"a\nb: accuracy",`,
    );
  });
});

describe("pictureShapes", () => {
  const shapes = pictureShapes(input);
  const texts = shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));

  test("has a background, the title, the axes, the flags and the labels of the screen", () => {
    expect(shapes[0]).toEqual({ kind: "box", x: 0, y: 0, width: 960, height: 540, color: "#fff" });
    for (const text of ["Test accuracy · room KRUM-42", "0 %", "100 %", "24", "round", "chance"]) {
      expect(texts).toContain(text);
    }
    expect(texts).toContain("<Ada> & co: Bit flip");
    expect(texts).toContain("Mean 20 %");
    expect(texts).toContain("my, arm 50 %");
  });

  test("keeps every text and symbol inside the picture", () => {
    for (const shape of shapes) {
      if (shape.kind !== "text" && shape.kind !== "glyph") continue;
      const width = shape.kind === "text" ? input.measure(shape.text, shape.size, shape.weight) : 0;
      const left =
        shape.x -
        (shape.kind !== "text" ? 0 : { start: 0, middle: width / 2, end: width }[shape.anchor ?? "start"]);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + width).toBeLessThanOrEqual(960);
      expect(shape.y).toBeGreaterThan(0);
      expect(shape.y).toBeLessThan(540);
    }
  });

  test("draws the last run under the curves, at a quarter of their opacity", () => {
    const ghost = columnsOf([record(0, [armRecord("mean", 0.1)]), record(80, [armRecord("mean", 0.9)])]);
    const faint = pictureShapes({ ...input, ghost }).filter(
      (each) => each.kind === "line" && each.alpha === 0.25,
    );
    expect(faint).toHaveLength(1);
    // the axis of rounds holds the ghost too
    expect(
      pictureShapes({ ...input, ghost }).some((each) => each.kind === "text" && each.text === "100"),
    ).toBe(true);
  });

  test("draws chance at one over the classes, on the accuracy tab only", () => {
    const loss = pictureShapes({ ...input, tab: CHART_TABS[1] });
    expect(loss.some((each) => each.kind === "text" && each.text === "chance")).toBe(false);
    // the plot is 74 to 502 pixels high: a quarter of it above its lower edge
    const dotted = pictureShapes({ ...input, classes: 4 }).find(
      (each) => each.kind === "line" && each.dash?.[0] === 1.5,
    );
    expect(dotted).toMatchObject({ points: [62, 395, expect.any(Number), 395] });
  });
});

describe("writeSvg", () => {
  test("writes vectors and text, with markup in names escaped", () => {
    const drawing = writeSvg({
      width: 960,
      height: 540,
      title: 'a "b"',
      font: '"Segoe UI", sans-serif',
      shapes: pictureShapes(input),
    });
    expect(drawing).toContain(
      '<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540" viewBox="0 0 960 540"',
    );
    expect(drawing).toContain("<title>a &quot;b&quot;</title>");
    expect(drawing).toContain(">&lt;Ada&gt; &amp; co: Bit flip</text>");
    expect(drawing).not.toContain("<image");
    expect(drawing.match(/<clipPath /g)).toHaveLength(1);
  });

  test("writes each kind of shape", () => {
    const clip = { left: 0, top: 1, right: 10, bottom: 11 };
    const drawing = writeSvg({
      width: 10,
      height: 12,
      title: "t",
      font: "f",
      shapes: [
        { kind: "line", points: [0, 1, 2.004, 3], color: "red", width: 2, dash: [3, 1], alpha: 0.25, clip },
        { kind: "glyph", path: "M0 0", x: 1, y: 2, radius: 3, stroke: "red", width: 1 },
        {
          kind: "text",
          x: 1,
          y: 2,
          text: "a\u0000b\ud800",
          size: 12,
          weight: 400,
          color: "red",
          anchor: "end",
          halo: "white",
        },
      ],
    });
    expect(drawing.split("\n").slice(2, -2)).toEqual([
      '<defs><clipPath id="clip-0"><rect x="0" y="1" width="10" height="10"/></clipPath></defs>',
      '<polyline points="0,1 2,3" fill="none" stroke="red" stroke-width="2" stroke-linejoin="round" stroke-dasharray="3 1" opacity="0.25" clip-path="url(#clip-0)"/>',
      '<path d="M0 0" transform="translate(1 2) scale(3)" fill="none" stroke="red" stroke-width="1" stroke-linecap="round" vector-effect="non-scaling-stroke"/>',
      '<text x="1" y="2" dy="0.35em" font-size="12" font-weight="400" fill="red" text-anchor="end" stroke="white" stroke-width="4" stroke-linejoin="round" paint-order="stroke">ab</text>',
    ]);
  });
});
