import { defineSchedule } from "./defineSchedule";

/** The rate at t/T is the same for every batch size, so runs of different B can be compared. */
export const cosine = /* @__PURE__ */ defineSchedule({
  schedule: "cosine",
  name: "Cosine annealing",
  shortName: "cosine",
  formula: "η_t = η₀/2 · (1 + cos(tπ/T)) in round t = 0 … T − 1",
  sentence: "The learning rate falls from round to round along half a cosine.",
  source: "Loshchilov and Hutter 2016, arXiv:1608.03983",
  options: {},
  rate: ({ learningRate, round, rounds }) => (learningRate / 2) * (1 + Math.cos((round * Math.PI) / rounds)),
});
