import { plainMemory } from "@honest-majority/learning";
import { describe, expect, test } from "vitest";
import { RowMemory } from "./rowMemory";

const memory = () => new RowMemory({ arms: 2, dim: 2, allocate: plainMemory });

describe("RowMemory", () => {
  test("the spare becomes the row without a copy", () => {
    const rows = memory();
    const { spare } = rows;
    spare.set([1, 2]);
    expect(rows.set(0, 3, spare)).toBe(spare);
  });

  test("the next spare is no row in use", () => {
    const rows = memory();
    const inUse = [0, 1].map((arm) => rows.set(arm, 0, rows.spare));
    expect(inUse).not.toContain(rows.spare);
    expect(new Set(inUse).size).toBe(2);
  });

  test("a row that is set again gives its old memory to the spare", () => {
    const rows = memory();
    const first = rows.set(0, 0, rows.spare);
    const second = rows.set(0, 0, rows.spare);
    expect(second).not.toBe(first);
    expect(rows.spare).toBe(first);
  });

  test("an update that is decoded and then refused leaves every row as it was", () => {
    const rows = memory();
    rows.spare.set([1, 2]);
    const row = rows.set(0, 0, rows.spare);
    rows.spare.set([Number.NaN, 9]);
    expect([...row]).toEqual([1, 2]);
  });

  test("takes rows of an arm that was added, and keeps the others", () => {
    const rows = memory();
    const first = rows.set(1, 0, Float32Array.of(1, 2));
    expect(() => rows.set(2, 0, rows.spare)).toThrow("arm must be below 2, got 2");
    rows.grow(3);
    expect([...rows.set(2, 0, Float32Array.of(3, 4))]).toEqual([3, 4]);
    expect([...first]).toEqual([1, 2]);
  });

  test("rows that are kept have their values while the next round's come, and are used again once they are let go", () => {
    const rows = memory();
    const first = [1, 2].map((value, row) => rows.set(0, row, Float32Array.of(value, value)));
    rows.keep();
    for (const value of [3, 4]) {
      rows.spare.set([value, value]);
      rows.set(0, value - 3, rows.spare);
    }
    rows.set(0, 2, Float32Array.of(5, 5));
    expect(first.map(([value]) => value)).toEqual([1, 2]);
    rows.keep(); // the second round closes before the first is let go
    rows.letGo();
    const third = [6, 7].map((value, row) => rows.set(0, row, Float32Array.of(value, value)));
    expect(first).toContain(third[0]);
    expect(first).toContain(third[1]);
    expect(rows.take(0, [2])[0][0]).toBe(5);
    rows.letGo();
    expect(rows.set(0, 0, Float32Array.of(8, 8))).not.toBe(third[0]);
  });

  test("a row that was taken is not written to until it is given back, and then it is used again", () => {
    const rows = memory();
    rows.set(0, 0, Float32Array.of(1, 2));
    const [taken] = rows.take(0, [0]);
    expect(() => rows.take(0, [0])).toThrow("row 0 of arm 0 must be set");
    rows.spare.set([3, 4]);
    rows.set(0, 0, rows.spare);
    rows.set(0, 1, Float32Array.of(5, 6));
    expect([...taken]).toEqual([1, 2]);
    rows.giveBack([taken]);
    expect([rows.set(0, 2, Float32Array.of(7, 8)), rows.spare]).toContain(taken);
    expect(rows.take(0, [1, 0]).map((row) => [...row])).toEqual([
      [5, 6],
      [3, 4],
    ]);
  });

  test("any other vector is copied, and stays the caller's", () => {
    const rows = memory();
    const mine = Float32Array.of(5, 6);
    const row = rows.set(1, 0, mine);
    mine.fill(0);
    expect([...row]).toEqual([5, 6]);
    expect(rows.set(1, 0, mine)).not.toBe(mine);
  });

  test("unknown arms and other lengths are refused with what must hold", () => {
    expect(() => memory().set(2, 0, Float32Array.of(1, 2))).toThrow("setRow: arm must be below 2, got 2");
    expect(() => memory().set(0, 0, Float32Array.of(1))).toThrow("setRow: a row must hold 2 values, got 1");
  });
});
