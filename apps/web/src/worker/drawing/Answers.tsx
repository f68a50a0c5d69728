import { ArmName } from "../../chart/ArmName";
import type { Answer } from "../../learner/messages";
import { formatShare } from "../../ui/format";
import { bestClasses, nameOfClass } from "./classes";

const SHOWN = 3;

/** What every model sees in the picture: its class, and the three most likely ones as bars. */
export function Answers({ answer, dataset }: { answer: Answer; dataset: string }) {
  return (
    <>
      <ul className="answers">
        {answer.arms.map(({ label, shares }) => (
          <li key={label} data-testid="answer">
            <h3>
              <ArmName label={label} />
            </h3>
            {shares === null ? (
              <p>diverged: it no longer answers</p>
            ) : (
              <ol>
                {bestClasses(shares, SHOWN).map(({ label, share }) => (
                  <li key={label}>
                    <span className="answer-class">{nameOfClass(dataset, label)}</span>
                    <span className="answer-bar" aria-hidden="true">
                      <span style={{ inlineSize: `${100 * share}%` }} />
                    </span>
                    <span className="tabular">{formatShare(share)}</span>
                  </li>
                ))}
              </ol>
            )}
          </li>
        ))}
      </ul>
      <p className="small muted">
        The models are those at the start of round {answer.round}. They answer again as they learn.
      </p>
    </>
  );
}
