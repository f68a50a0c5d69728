import { estimatesOf } from "@honest-majority/conductor";
import type { RunConfig } from "@honest-majority/protocol";
import { curveOf } from "../run/curve";
import { finalsOf } from "../run/final";
import type { Laboratory } from "../run/laboratory";
import type { StoredCell } from "./resultStore";

/** Runs one cell and returns the result to save. `onShare` gets the share of closed rounds after each round, 0 … 1. */
export async function runCell(
  laboratory: Laboratory,
  config: RunConfig,
  onShare: (share: number) => void,
): Promise<StoredCell> {
  const { records, seconds, trainExamples } = await laboratory.run(config, ({ round }) =>
    onShare((round + 1) / config.rounds),
  );
  const { label: _, ...final } = finalsOf(records)[0];
  const estimates = estimatesOf(records, config, trainExamples);
  return { config, final, seconds, curve: curveOf(records, 0), estimates, backend: laboratory.backend.name };
}
