import { stream } from "@honest-majority/random";
import { defineAttack } from "../defineAttack";

/** Trains on random labels, the same ones in every round, and sends that update. Its momentum comes from those batches alone. */
export const randomLabels = /* @__PURE__ */ defineAttack({
  kind: "randomLabels",
  name: "Random labels",
  shortName: "Random labels",
  group: "poison",
  formula: "own, trained on labels drawn once for each example",
  sentence: "Trains on random labels, so it memorizes labels that mean nothing.",
  source: "labels as in Zhang et al. 2017, arXiv:1611.03530",
  options: {},

  poison() {
    let drawn: { key: string; labels: Uint8Array } | undefined; // [count], drawn once per shard
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
