import { defineSchedule } from "./defineSchedule";

/**
 * A staircase of P steps. With few epochs its steps decide which batch size wins: two epochs halve η for the second half
 * of the run, and which rounds that are depends on B. So use it for runs of many epochs.
 */
export const cosineByEpoch = /* @__PURE__ */ defineSchedule({
  schedule: "cosineByEpoch",
  name: "Cosine annealing by epoch",
  shortName: "cosine by epoch",
  formula: "η_p = η₀/2 · (1 + cos(pπ/P)) in epoch p = 0 … P − 1",
  sentence: "The learning rate falls from epoch to epoch along half a cosine, as in the papers' training.",
  source: "ByzSGDnm, section 5; Loshchilov and Hutter 2016, arXiv:1608.03983",
  options: {},
  rate: ({ learningRate, epoch, epochs }) => (learningRate / 2) * (1 + Math.cos((epoch * Math.PI) / epochs)),
});
