import type { Ballot } from "@honest-majority/protocol";
import type { CSSProperties } from "react";
import "../style/vote.css";
import { tallyRows } from "./words";

export interface TallyProps {
  ballot: Ballot;
  /** The reader's own vote. */
  own?: number;
  /** How many options have room. */
  most?: number;
}

/** The votes for each option as bars; those of the first and the second vote beside each other. */
export function Tally({ ballot, own, most }: TallyProps) {
  const { tallies, kind } = ballot;
  const { rows, others } = tallyRows(ballot, most);
  const largest = Math.max(1, ...tallies.flat());
  const both = tallies.length > 1;
  return (
    <div className="tally" data-testid="tally">
      {both && (
        <p className="tally-key small">
          <span className="tally-bar" data-turn="1" /> first vote
          <span className="tally-bar" data-turn="2" /> second vote
        </p>
      )}
      <ul>
        {rows.map(({ option, name, votes, isRight }) => (
          <li key={option} data-right={isRight} data-kind={kind}>
            <span className="tally-name">
              <bdi className="name">{name}</bdi>
              {isRight && <em>{kind === "who" ? "✕ traitor" : "✓ right"}</em>}
              {option === own && <em>your vote</em>}
            </span>
            <span className="tally-bars">
              {votes.map((count, turn) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the place is the vote's number
                <span key={turn} className="tally-line">
                  <span
                    className="tally-bar"
                    data-turn={both ? turn + 1 : 2}
                    data-none={count === 0}
                    style={{ "--share": count / largest } as CSSProperties}
                  />
                  <span className="tabular">
                    {count}
                    <span className="visually-hidden">
                      {count === 1 ? " vote" : " votes"}
                      {both && (turn === 0 ? " in the first vote" : " in the second vote")}
                    </span>
                  </span>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {others > 0 && <p className="small muted">Not shown: {others} others with fewer votes or none.</p>}
    </div>
  );
}
