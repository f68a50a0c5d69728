import { describe, expect, test } from "vitest";
import { TEST_BACKENDS, useBackend } from "../backend/backends.cases";
import { DATASETS } from "../datasets/datasets";
import { glyphs } from "../glyphs/glyphs";
import { GLYPHS } from "../glyphs/symbols";
import { initialParameters } from "../model/layout";
import { createLearner } from "../training/learner";
import { predict } from "../training/predict";
import { drawnPicture, type Stroke } from "./picture";

const STYLE = { box: 20, pen: 1, ink: 200 };
const SHAPE = { height: 28, width: 28 };
const picture = (...strokes: Stroke[]) => drawnPicture(strokes, SHAPE, STYLE);
/** Columns and rows with ink. */
function extent(pixels: Uint8Array) {
  const inked = [...pixels.keys()].filter((i) => pixels[i] > 0);
  const [xs, ys] = [inked.map((i) => i % 28), inked.map((i) => Math.floor(i / 28))];
  return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
}

describe("drawnPicture", () => {
  test("fits the longer side into the box and centres the mass, however large and wherever somebody drew", () => {
    // a vertical line: 18 px between the middles of the pen's ends, so from y = 5 to 23; its pen reaches 1 px further
    const line = picture([
      [3, 10],
      [3, 110],
    ]);
    expect(extent(line)).toEqual([13, 15, 4, 24]);
    expect(line[14 * 28 + 14]).toBe(200);
    expect(line[14 * 28 + 13]).toBe(100); // 1 px from the middle of a line of half-width 1: half covered
    const small = picture([
      [0.5, 0.1],
      [0.5, 0.2],
    ]);
    expect(small).toEqual(line);
  });

  test("puts the centre of mass in the middle, not the middle of the box", () => {
    // lines (0,0)–(0,2) and (0,2)–(1,2), scaled by 9: lengths 18 and 9, mass at x = (18·0 + 9·4.5)/27 = 1.5
    const corner = picture([
      [0, 0],
      [0, 2],
      [1, 2],
    ]);
    const [left] = extent(corner);
    expect(left).toBe(12); // the line is at x = 14 − 1.5 = 12.5, and inks the pixels within 1.5 px
  });

  test("makes a dot of a tap and an empty picture of nothing", () => {
    expect(extent(picture([[7, 7]]))).toEqual([13, 15, 13, 15]);
    expect(picture().some((pixel) => pixel > 0)).toBe(false);
  });

  test.each(TEST_BACKENDS.slice(0, 1))(
    "makes pictures of the symbols that a model trained on glyphs recognizes (%s)",
    async (backend) => {
      await useBackend(backend);
      const { train } = glyphs({ seed: 1, train: 3000, test: 0 });
      const learner = createLearner({
        model: "softmax",
        examples: train,
        batchSize: 64,
        seed: 1,
        workerIndex: 0,
      });
      const w = initialParameters("softmax", train, 10, 1);
      for (let round = 0; round < 120; round++) {
        const { own } = await learner.gradients([w], round);
        own[0].gradient.forEach((slope, j) => {
          w[j] -= 0.2 * slope;
        });
      }
      const style = DATASETS.glyphs.drawing!;
      const seen = await Promise.all(
        GLYPHS.map(async ({ strokes }) => {
          const [shares] = await predict(
            { model: "softmax", shape: train, classes: 10 },
            [w],
            drawnPicture(strokes, train, style),
          );
          return shares!.indexOf(Math.max(...shares!));
        }),
      );
      expect(seen.filter((label, i) => label === i).length).toBeGreaterThanOrEqual(9);
    },
  );
});
