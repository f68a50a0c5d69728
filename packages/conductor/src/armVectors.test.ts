import { plainMemory } from "@honest-majority/learning";
import { describe, expect, test } from "vitest";
import { addArmVectors, armVectors, showArms } from "./armVectors";

function twoArms() {
  const run = { dim: 2, ...armVectors(2, 2, plainMemory) };
  run.parameters.set([1, 2, 3, 4]);
  run.previous.set([5, 6, 7, 8]);
  return run;
}

describe("addArmVectors", () => {
  test("copies the parameters of the arm it starts from, with a previous aggregate of zeros", () => {
    const run = twoArms();
    addArmVectors(run, { count: 2, from: 1 });
    expect([...run.parameters]).toEqual([1, 2, 3, 4, 3, 4, 3, 4]);
    expect([...run.previous]).toEqual([5, 6, 7, 8, 0, 0, 0, 0]);
  });

  test("keeps the memory, so that views of the other arms stay valid", () => {
    const run = twoArms();
    const first = run.parameters.subarray(0, 2);
    addArmVectors(run, { count: 1, from: 0 });
    first.set([9, 9]);
    expect([...run.parameters]).toEqual([9, 9, 3, 4, 1, 2]);
  });

  test("clears the memory that a removed arm has used", () => {
    const run = twoArms();
    addArmVectors(run, { count: 1, from: 0 });
    run.previous.fill(4);
    showArms(run, 2);
    expect(run.parameters).toHaveLength(4);
    addArmVectors(run, { count: 1, from: 1 });
    expect([...run.parameters.subarray(4)]).toEqual([3, 4]);
    expect([...run.previous]).toEqual([4, 4, 4, 4, 0, 0]);
  });

  test("has memory for eight arms and no more", () => {
    const run = twoArms();
    addArmVectors(run, { count: 6, from: 0 });
    expect(run.parameters).toHaveLength(16);
    expect(() => addArmVectors(run, { count: 1, from: 0 })).toThrow(RangeError);
  });
});
