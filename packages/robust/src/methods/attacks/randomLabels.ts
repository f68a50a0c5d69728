import { stream } from "@honest-majority/random";
import { defineAttack } from "../defineAttack";

/** Sends its own update, learnt from random labels that stay the same in every round, with a momentum of its own. */
export const randomLabels = /* @__PURE__ */ defineAttack({
  kind: "randomLabels",
  name: "Random labels",
  shortName: "Random labels",
  formula: "own, learnt from labels drawn at random",
  sentence: "Trains on labels drawn by lot, so that it learns by heart what means nothing.",
  source: "labels as in Zhang et al. 2017, arXiv:1611.03530",
  options: {},

  poison() {
    let drawn: { key: string; labels: Uint8Array } | undefined; // [count], drawn once a shard
    return ({ pixels }, { chosen, classes, count, seed, workerIndex }) => {
      const key = [classes, count, seed, workerIndex].join();
      if (drawn?.key !== key) {
        const random = stream(seed, "random labels", workerIndex);
        drawn = { key, labels: Uint8Array.from({ length: count }, () => random.int(classes)) };
      }
      const { labels } = drawn;
      return { pixels, labels: Uint8Array.from(chosen, (example) => labels[example]) };
    };
  },
});
