import { describe, expect, test } from "vitest";
import { Throughput } from "./throughput";

const answered = (...afterMs: number[]) => afterMs.map((ms) => ({ afterMs: ms, computeMs: 100 }));
const round = (answers: ReturnType<typeof answered>, more: object = {}) => ({
  answers,
  missing: 0,
  deadlineMs: 15_000,
  bytes: 250_000,
  ...more,
});

describe("Throughput", () => {
  test("lets a deadline be as it is set while half of the workers need less than half of it", () => {
    const throughput = new Throughput();
    expect(throughput.deadlineMs(15_000, 0)).toBe(15_000);
    throughput.add(round(answered(7_000, 7_400, 14_000)));
    expect(throughput.deadlineMs(15_000, 0)).toBe(15_000);
    expect(throughput.deadlineMs(10_000, 0)).toBe(14_800);
  });

  test("doubles the time that half of the workers needed; one that is missing needed the whole deadline", () => {
    const throughput = new Throughput();
    throughput.add(round(answered(14_000, 13_000), { missing: 3 }));
    expect(throughput.deadlineMs(15_000, 0)).toBe(30_000);
  });

  test("is not moved by a minority that answers late, and never exceeds four times the setting", () => {
    const throughput = new Throughput();
    const next = () => throughput.deadlineMs(1_000, 0);
    for (let t = 0; t < 20; t++) throughput.add(round(answered(500, 600, 700, next() - 1, next() - 1)));
    expect(next()).toBe(1_400);
    for (let t = 0; t < 20; t++) throughput.add(round([], { missing: 5, deadlineMs: next() }));
    expect(next()).toBe(4_000);
  });

  test("gives a first round twice what its bytes need, and a later one at most four times that", () => {
    const throughput = new Throughput();
    expect(throughput.deadlineMs(15_000, 19_500)).toBe(39_000);
    throughput.add(round(answered(700, 700)));
    expect(throughput.deadlineMs(15_000, 19_500)).toBe(15_000);
    for (let t = 0; t < 20; t++)
      throughput.add(round([], { missing: 5, deadlineMs: throughput.deadlineMs(15_000, 19_500) }));
    expect(throughput.deadlineMs(15_000, 19_500)).toBe(78_000);
  });

  test("counts what the network carried until half of the workers had answered, without their computing", () => {
    const throughput = new Throughput();
    expect(throughput.mbit).toBeUndefined();
    // 4 · 250 kB down and 2 · 250 kB up are 12 Mbit, in 600 ms
    throughput.add(round(answered(700, 700, 700, 700)));
    expect(throughput.mbit).toBeCloseTo(20);
    // a round that half of the workers slept through says nothing about the network
    for (let t = 0; t < 9; t++) throughput.add(round(answered(700), { missing: 1 }));
    expect(throughput.mbit).toBeUndefined();
  });
});
