import { armTitle } from "@honest-majority/protocol";
import type { LearnerView } from "@honest-majority/worker/view";
import { formatPercent, formatShare } from "../ui/format";
import type { OwnVerdict } from "./describe";

export interface VerdictsProps {
  verdicts: readonly OwnVerdict[];
  measured: LearnerView["measured"];
}

/** What each rule did with this worker's last update, and how accurate each model is. */
export function Verdicts({ verdicts, measured }: VerdictsProps) {
  return (
    <section className="card" aria-labelledby="verdicts">
      <h2 id="verdicts">What the rules did with my update</h2>
      {verdicts.length === 0 ? (
        <p className="muted">waiting for the first round with my update in it</p>
      ) : (
        <ul className="verdicts">
          {verdicts.map(({ arm, kept, sentence }) => (
            <li key={arm}>
              <span className="verdict-sentence">{sentence}</span>
              <span className="kept-bar" aria-hidden="true">
                <span style={{ inlineSize: `${Math.max(kept * 100, 1)}%` }} data-low={kept < 0.5} />
              </span>
              <span className="kept-value" aria-hidden="true">
                {formatShare(kept)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {measured !== undefined && (
        <p className="small muted">
          Test accuracy in round {measured.round}:{" "}
          {measured.accuracy.map((arm) => `${armTitle(arm.arm)} ${formatPercent(arm.accuracy)}`).join(", ")}
        </p>
      )}
    </section>
  );
}
