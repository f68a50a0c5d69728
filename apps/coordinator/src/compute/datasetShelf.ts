import type { Dataset } from "@honest-majority/learning";
import type { RunConfig } from "@honest-majority/protocol";

type Load = (name: RunConfig["dataset"], seed: number) => Promise<Dataset>;

/** Keeps a data set while a run uses it, so that runs side by side, and one after a reset, share its memory. */
export function datasetShelf(load: Load) {
  const shelf = new Map<string, { dataset: Promise<Dataset>; users: number }>();
  const keyOf = ({ dataset, seed }: RunConfig) => (dataset === "glyphs" ? `${dataset} ${seed}` : dataset);
  return {
    take(config: RunConfig): Promise<Dataset> {
      const key = keyOf(config);
      const kept = shelf.get(key) ?? { dataset: load(config.dataset, config.seed), users: 0 };
      kept.users++;
      shelf.set(key, kept);
      return kept.dataset;
    },
    /** Once for each `take`, also for one that was rejected: the next one then reads the files anew. */
    giveBack(config: RunConfig): void {
      const kept = shelf.get(keyOf(config));
      if (kept !== undefined && --kept.users === 0) shelf.delete(keyOf(config));
    },
  };
}
