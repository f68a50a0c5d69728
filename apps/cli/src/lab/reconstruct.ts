/** The action of `lab reconstruct`. */
import { loadDataset } from "@honest-majority/datasets";
import { defaultDataDir } from "@honest-majority/datasets/dataDir";
import { measureReconstruction, reconstructionTable } from "@honest-majority/lab";
import { DATASETS, plainMemory } from "@honest-majority/learning/facts";
import type { DatasetName } from "@honest-majority/protocol";
import { UserError } from "@honest-majority/protocol";
import type { Flags } from "../commandLine";
import { displayOn } from "../display";
import { choiceFlag, integerFlag } from "../flagValue";

const BATCH_SIZES = [1, 2, 4, 8, 16, 32];
const shown = displayOn(process.stderr);

export async function reconstruct(flags: Flags, program: string): Promise<void> {
  const dataset = choiceFlag(flags, "dataset", Object.keys(DATASETS) as DatasetName[]) ?? "glyphs";
  const dataDir = flags.dataDir ?? defaultDataDir(process.env);
  const hidden = { clip: numberFlag(flags, "clip", 1), noise: numberFlag(flags, "noise", 0.01) };
  const seeds = integerFlag(flags, "seeds", { least: 1, unset: 3 });
  const cells = await measureReconstruction({
    models: ["mlp", "softmax"],
    batchSizes: BATCH_SIZES,
    privacies: [{}, hidden],
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    batches: integerFlag(flags, "batches", { least: 1, unset: 10 }),
    steps: integerFlag(flags, "steps", { least: 0, unset: 0 }),
    train: async (seed) =>
      (await loadDataset(dataset, dataDir, seed, { program, allocate: plainMemory })).train,
    onProgress: (done, all) => shown.show(`${done} of ${all} cells`),
  });
  process.stdout.write(`${reconstructionTable(cells)}\n`);
}

/** @throws UserError */
function numberFlag(flags: Flags, name: string, unset: number): number {
  const written = flags[name];
  if (written === undefined) return unset;
  const value = Number(written);
  if (written.trim() !== "" && value >= 0 && Number.isFinite(value)) return value;
  throw new UserError("usage", `--${name} must be a number >= 0, got ${JSON.stringify(written)}`);
}
