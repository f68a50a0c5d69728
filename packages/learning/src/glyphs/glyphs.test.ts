import { expect, test } from "vitest";
import { glyphs } from "./glyphs";
import { GLYPHS } from "./symbols";

test("glyphs draws 8,000 and 2,000 pictures of 28×28×1 by default, equally many of each class", () => {
  const { train, test: held } = glyphs();
  expect(train).toMatchObject({ count: 8000, classes: 10, height: 28, width: 28, channels: 1 });
  expect(held.count).toBe(2000);
  expect(train.pixels).toHaveLength(8000 * 784);
  const counts = new Array<number>(10).fill(0);
  for (const label of train.labels) counts[label]++;
  expect(counts).toEqual(new Array(10).fill(800));
});

test("glyphs depends on the seed, and training pictures differ from test pictures", () => {
  const draw = (seed: number) => glyphs({ seed, train: 30, test: 30 });
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7).train.pixels).not.toEqual(draw(8).train.pixels);
  expect(draw(7).train.pixels).not.toEqual(draw(7).test.pixels);
});

test("glyphs draws no two equal pictures of a class", () => {
  const { train } = glyphs({ seed: 2, train: 200, test: 0 });
  const pictures = Array.from({ length: 200 }, (_, i) =>
    train.pixels.subarray(784 * i, 784 * (i + 1)).join(),
  );
  expect(new Set(pictures).size).toBe(200);
});

test("glyphs draws a bright symbol on a dark, noisy ground", () => {
  const { train } = glyphs({ seed: 2, train: 100, test: 0 });
  for (let i = 0; i < 100; i++) {
    const picture = train.pixels.subarray(784 * i, 784 * (i + 1));
    const bright = picture.filter((x) => x > 130).length / 784;
    const grey = picture.filter((x) => x > 5 && x < 130).length / 784;
    expect(bright).toBeGreaterThan(0.02);
    expect(bright).toBeLessThan(0.45);
    expect(grey).toBeGreaterThan(0.2);
  }
});

test("the ten classes have ten names", () => {
  expect(new Set(GLYPHS.map(({ name }) => name)).size).toBe(10);
});
