import { defineSchedule } from "./defineSchedule";

export const constant = /* @__PURE__ */ defineSchedule({
  schedule: "constant",
  name: "Constant",
  shortName: "constant",
  formula: "η = η₀",
  sentence: "The learning rate stays the same in every round.",
  options: {},
  rate: ({ learningRate }) => learningRate,
});
