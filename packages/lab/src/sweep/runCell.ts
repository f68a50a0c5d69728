import type { RunConfig } from "@honest-majority/protocol";
import { estimatesOf } from "../run/estimates";
import { finalsOf } from "../run/final";
import type { Laboratory } from "../run/laboratory";
import type { Curve, StoredCell } from "./resultStore";

/** Runs one cell and returns the result to save. `onShare` gets the share of closed rounds after each round, 0 … 1. */
export async function runCell(
  laboratory: Laboratory,
  config: RunConfig,
  onShare: (share: number) => void,
): Promise<StoredCell> {
  const { records, seconds, trainExamples } = await laboratory.run(config, ({ round }) =>
    onShare((round + 1) / config.rounds),
  );
  const measured = records.filter(({ arms }) => arms[0].evaluation !== undefined);
  const divergedAt = records.findIndex(({ arms }) => arms[0].outcome === "diverged");
  const successes = measured.map(({ arms }) => arms[0].evaluation?.attackSuccess ?? null);
  const kept = measured.flatMap(({ arms }) => arms[0].evaluation?.validation?.accuracy ?? []);
  const curve: Curve = {
    rounds: measured.map(({ round }) => round),
    accuracy: measured.map(({ arms }) => arms[0].evaluation?.accuracy ?? 0),
    loss: measured.map(({ arms }) => arms[0].evaluation?.loss ?? null),
    trainLoss: measured.map(({ arms }) => arms[0].trainLoss ?? null),
    diverged: measured.map(({ round }) => divergedAt !== -1 && round >= records[divergedAt].round),
    ...(successes.some((share) => share !== null) && { attackSuccess: successes }),
    ...(kept.length > 0 && { validation: kept }),
  };
  const { label: _, ...final } = finalsOf(records)[0];
  const estimates = estimatesOf(records, config, trainExamples);
  return { config, final, seconds, curve, estimates, backend: laboratory.backend.name };
}
