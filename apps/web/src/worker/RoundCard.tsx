import type { LearnerView } from "@honest-majority/worker/view";
import { formatNumber } from "../ui/format";
import { Sparkline } from "../ui/Sparkline";
import { progressOf } from "./describe";

/** This worker's round, and the history of its loss. */
export function RoundCard({ view }: { view: LearnerView }) {
  const { round, losses } = view;
  const loss = losses.at(-1);
  return (
    <section className="card round-card" aria-labelledby="round">
      <h2 id="round">Round</h2>
      <p className="figure" data-testid="worker-round">
        {round ? round.round : "–"}
      </p>
      <progress value={progressOf(view)} max={1} aria-label="Progress in this round" />
      {round?.status === "refused" && <p className="small field-problem">Not counted: {round.detail}</p>}
      <div className="loss-row">
        <span>
          My loss <strong className="tabular">{formatNumber(loss)}</strong>
        </span>
        <Sparkline values={losses} />
      </div>
    </section>
  );
}
