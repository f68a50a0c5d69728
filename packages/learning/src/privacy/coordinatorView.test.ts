import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { subset } from "../data/subset";
import { glyphs } from "../glyphs/glyphs";
import { initialParameters } from "../model/layout";
import type { ModelName } from "../models/models";
import { coordinatorView } from "./coordinatorView";
import type { Privacy } from "./privatize";

const { train } = glyphs({ seed: 1, train: 40, test: 1 });
const HIDDEN = { clip: 1, noise: 0.01 };

function view(model: ModelName, batchSize: number, privacy: Privacy = {}) {
  return coordinatorView({
    model,
    parameters: initialParameters(model, train, 10, 1),
    batch: subset(
      train,
      Array.from({ length: batchSize }, (_, i) => i),
    ),
    privacy,
    random: stream(1, "view"),
  });
}

describe("coordinatorView", () => {
  test("recovers four pictures and their labels from an update of the mlp; clipping alone changes nothing", () => {
    const plain = view("mlp", 4);
    expect([plain.share, plain.labelShare]).toEqual([1, 1]);
    expect(plain.counts.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(plain.together).toBeUndefined();
    const clipped = view("mlp", 4, { clip: 0.01 });
    expect([clipped.share, clipped.labelShare]).toEqual([1, 1]);
  });

  test("recovers no picture from the mlp with clipping and noise, but one from all units together", () => {
    expect(view("mlp", 4, HIDDEN).share).toBe(0);
    const one = view("mlp", 1, HIDDEN);
    expect(one.share).toBe(0);
    expect(one.together?.correlation).toBeGreaterThan(0.8);
    expect(view("mlp", 1).together?.correlation).toBeCloseTo(1, 6);
  });

  test("the same noise does not hide a single picture from the softmax model, whose units have larger slopes", () => {
    expect(view("softmax", 1, HIDDEN).share).toBe(1);
    expect(view("softmax", 1, { clip: 1, noise: 1 }).share).toBe(0);
  });

  test("refuses a model that begins with a convolution", () => {
    expect(() => view("lenet5", 1)).toThrow(
      "coordinatorView: the model must begin with a dense layer, got lenet5",
    );
  });
});
