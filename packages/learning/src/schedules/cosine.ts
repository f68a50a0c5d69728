import { defineSchedule } from "./defineSchedule";

export const cosine = /* @__PURE__ */ defineSchedule({
  schedule: "cosine",
  name: "Cosine annealing",
  shortName: "cosine",
  formula: "η_p = η₀/2 · (1 + cos(pπ/P)) in epoch p = 0 … P − 1",
  sentence: "The learning rate falls from epoch to epoch along half a cosine.",
  source: "Loshchilov and Hutter 2016, arXiv:1608.03983",
  options: {},
  rate: ({ learningRate, epoch, epochs }) => (learningRate / 2) * (1 + Math.cos((epoch * Math.PI) / epochs)),
});
