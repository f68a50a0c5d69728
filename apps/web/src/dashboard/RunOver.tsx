import { armShortTitle } from "@honest-majority/protocol";
import { useState } from "react";
import { latestEvaluation, type RunColumns } from "../chart/columns";
import { formatPercent } from "../ui/format";
import { Icon } from "../ui/Icon";
import { isolated } from "../ui/isolated";
import { useRunControl } from "./bar/useRunControl";
import { useDashboard } from "./store";
import { openSheet } from "./view";

/** A run that ended, in a sentence, and what to do next. It covers the top of the chart and moves nothing else. */
export function RunOver() {
  const columns = useDashboard((state) => (state.run.phase === "finished" ? state.columns : undefined));
  const { again } = useRunControl();
  const run = useDashboard(({ room }) => room?.run);
  const [closed, setClosed] = useState<string>();
  if (columns === undefined || closed === run) return null;
  return (
    <div className="run-over" role="status">
      <p>{sentence(columns)}</p>
      <button type="button" className="button primary" disabled={!again} onClick={again}>
        Again
      </button>
      <button type="button" className="button" onClick={() => openSheet("settings")}>
        Settings
      </button>
      <button type="button" className="icon-button" aria-label="Close" onClick={() => setClosed(run)}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/** The same without buttons, for the projector. */
export function RunOverSentence() {
  const isOver = useDashboard(({ run }) => run.phase === "finished");
  const columns = useDashboard((state) => state.columns);
  return isOver ? (
    <p className="run-over-sentence" role="status">
      {sentence(columns)}
    </p>
  ) : null;
}

/** "The run is over after 200 rounds: Median 78.1 %, Mean 10 %." */
export function sentence(columns: RunColumns): string {
  const last = latestEvaluation(columns);
  const { length } = columns;
  const rounds = `The run is over after ${length} ${length === 1 ? "round" : "rounds"}`;
  if (last === undefined) return `${rounds}.`;
  const arms = last.arms.toSorted((a, b) => b.evaluation.accuracy - a.evaluation.accuracy);
  const results = arms.map(({ label, evaluation, diverged }) =>
    diverged
      ? `${armShortTitle(label)} diverged`
      : `${isolated(armShortTitle(label))} ${formatPercent(evaluation.accuracy)}`,
  );
  return `${rounds}: ${results.join(", ")}.`;
}
