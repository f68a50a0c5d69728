import { describe, expect, test } from "vitest";
import type { Examples } from "../examples";
import { drawnShard, replacements } from "./replaceExamples";

/** 40 examples of class 0, then 20 of class 1; none of class 2. */
const labels = Uint8Array.from({ length: 60 }, (_, i) => (i < 40 ? 0 : 1));
const places = (...drawn: number[]) =>
  replacements(
    labels,
    3,
    drawn.map((label) => ({ label })),
  );

describe("replacements", () => {
  test("one drawing takes a twentieth of its class, from the first example on", () => {
    expect(places(0)).toEqual([
      { example: 0, drawing: 0 },
      { example: 1, drawing: 0 },
    ]);
    expect(places(1)).toEqual([{ example: 40, drawing: 0 }]);
  });

  test("several drawings of a class take turns", () => {
    expect(places(0, 1, 0)).toEqual([
      { example: 0, drawing: 0 },
      { example: 1, drawing: 2 },
      { example: 2, drawing: 0 },
      { example: 3, drawing: 2 },
      { example: 40, drawing: 1 },
    ]);
  });

  test("ten drawings take half of their class, and thirty no more", () => {
    const of = (count: number) => places(...Array<number>(count).fill(1));
    expect(of(10)).toHaveLength(10);
    expect(of(30)).toHaveLength(10);
  });

  test("a class that the shard lacks takes its examples from the largest class", () => {
    expect(places(0, 2)).toEqual([
      { example: 0, drawing: 0 },
      { example: 1, drawing: 0 },
      { example: 2, drawing: 1 },
      { example: 3, drawing: 1 },
    ]);
    expect(places(...Array<number>(10).fill(0), ...Array<number>(10).fill(2))).toHaveLength(20);
  });
});

describe("drawnShard", () => {
  const shard = (): Examples => ({
    count: 4,
    classes: 2,
    height: 1,
    width: 2,
    channels: 1,
    pixels: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    labels: Uint8Array.of(0, 1, 0, 1),
  });

  test("writes drawings into the shard, and gives back what was dealt when they are removed", () => {
    const examples = shard();
    const drawn = drawnShard(examples);
    expect([...drawn.draw([{ label: 1, pixels: Uint8Array.of(90, 91) }])]).toEqual([1]);
    expect([...examples.pixels]).toEqual([1, 2, 90, 91, 5, 6, 7, 8]);
    expect([...drawn.draw([{ label: 0, pixels: Uint8Array.of(80, 81) }])]).toEqual([0]);
    expect([...examples.pixels]).toEqual([80, 81, 3, 4, 5, 6, 7, 8]);
    drawn.draw([]);
    expect(examples).toEqual(shard());
  });

  test("changes the label of an example that becomes a drawing of another class, and back", () => {
    const examples = { ...shard(), labels: Uint8Array.of(0, 0, 0, 0) };
    const drawn = drawnShard(examples);
    drawn.draw([{ label: 1, pixels: Uint8Array.of(90, 91) }]);
    expect([...examples.labels]).toEqual([1, 0, 0, 0]);
    drawn.draw([]);
    expect([...examples.labels]).toEqual([0, 0, 0, 0]);
  });

  test("leaves out drawings of another picture size and of unknown classes", () => {
    const examples = shard();
    const drawn = drawnShard(examples);
    const given = [
      { label: 0, pixels: Uint8Array.of(9) },
      { label: 2, pixels: Uint8Array.of(9, 9) },
    ];
    expect(drawn.draw(given).size).toBe(0);
    expect(examples).toEqual(shard());
  });
});
