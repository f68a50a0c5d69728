import { definePartition } from "./definePartition";
import { equalParts } from "./equalParts";

export const label = /* @__PURE__ */ definePartition({
  partition: "label",
  name: "By label: few classes each",
  shortName: "by label",
  sentence: "Sorts the examples by label, cuts them into runs and gives every worker a few runs.",
  options: {
    labelsPerWorker: { kind: "integer", min: 1, max: 10, default: 2, label: "Labels per worker" },
  },
  deal({ order, labels, workers, random }, { labelsPerWorker }) {
    const runs = equalParts(
      order.sort((a, b) => labels[a] - labels[b] || a - b),
      workers * labelsPerWorker,
    );
    random.shuffle(runs);
    return Array.from({ length: workers }, (_, w) =>
      joined(runs.slice(w * labelsPerWorker, (w + 1) * labelsPerWorker)),
    );
  },
});

function joined(runs: readonly Uint32Array[]): Uint32Array {
  const out = new Uint32Array(runs.reduce((sum, run) => sum + run.length, 0));
  let at = 0;
  for (const run of runs) {
    out.set(run, at);
    at += run.length;
  }
  return out;
}
