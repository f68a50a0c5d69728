import { defineModel } from "./defineModel";

/** d = 7,850 for ten classes of 28×28×1. */
export const softmax = /* @__PURE__ */ defineModel({
  model: "softmax",
  name: "Softmax regression",
  shortName: "softmax",
  sentence: "One dense layer from the pixels to the classes.",
  layers: (_shape, classes) => [{ kind: "flatten" }, { kind: "dense", name: "output", units: classes }],
});
