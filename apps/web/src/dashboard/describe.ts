/** The dashboard's texts. Pure. */
import { DATASETS, MODELS } from "@honest-majority/learning/facts";
import { armTitle, type RunConfig, type RunState } from "@honest-majority/protocol";
import { latestEvaluation, type RunColumns } from "../chart/columns";
import { formatPercent } from "../ui/format";
import { isolated } from "../ui/isolated";
import { shortNameIn } from "../ui/registry";

export function describeState(state: RunState): string {
  switch (state.phase) {
    case "lobby":
      return "lobby";
    case "running":
      if (state.waitingFor > 0) {
        return `waiting for ${state.waitingFor} more ${state.waitingFor === 1 ? "worker" : "workers"}`;
      }
      return state.pausing ? "pausing after this round" : "running";
    case "paused":
      return "paused";
    case "finished":
      return "finished";
    default:
      return state satisfies never;
  }
}

/** For the bar, whose place for it is narrow: "waiting for 2". */
export function shortState(state: RunState): string {
  if (state.phase !== "running") return describeState(state);
  if (state.waitingFor > 0) return `waiting for ${state.waitingFor}`;
  return state.pausing ? "pausing" : "running";
}

export function describeRun({
  model,
  dataset,
  workers,
  batchSize,
  localSteps,
  learningRate,
  algorithm,
  f,
  rounds,
}: RunConfig): string {
  const parts = [
    `${shortNameIn(MODELS, model)} on ${shortNameIn(DATASETS, dataset)}`,
    `${workers} shards`,
    `B ${batchSize}`,
    ...(localSteps > 1 ? [`K ${localSteps}`] : []),
    `η ${learningRate}`,
    `β ${algorithm.momentum}`,
    `f ${f}`,
    `${rounds} rounds`,
  ];
  if (algorithm.normalized) parts.push("normalized");
  return parts.join(" · ");
}

/** Describes the last measured round for a screen reader. */
export function announce(columns: RunColumns, total: number): string {
  const measured = latestEvaluation(columns);
  if (!measured) return "";
  const accuracies = measured.arms.map(
    ({ label, evaluation, diverged }) =>
      `${isolated(armTitle(label))} ${formatPercent(evaluation.accuracy)}${diverged ? ", diverged" : ""}`,
  );
  return `Round ${measured.round} of ${total}. Test accuracy: ${accuracies.join("; ")}.`;
}

/** Whether a run is in progress, so that some settings wait for a reset. */
export function isMidRun({ phase }: RunState): boolean {
  return phase === "running" || phase === "paused";
}
