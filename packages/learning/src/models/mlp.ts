import { defineModel } from "./defineModel";

/** d = 50,890 for ten classes of 28×28×1. */
export const mlp = /* @__PURE__ */ defineModel({
  model: "mlp",
  name: "Multilayer perceptron",
  shortName: "mlp",
  sentence: "One hidden dense layer of 64 units.",
  layers: (_shape, classes) => [
    { kind: "flatten" },
    { kind: "dense", name: "hidden", units: 64 },
    { kind: "relu" },
    { kind: "dense", name: "output", units: classes },
  ],
});
