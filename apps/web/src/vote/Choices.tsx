import type { Ballot } from "@honest-majority/protocol";
import { useState } from "react";
import "../style/vote.css";
import { countWords, optionName } from "./words";

export interface ChoicesProps {
  ballot: Ballot;
  own: number | undefined;
  onVote(option: number): void;
}

/** The options of an open vote to choose from; after the choice, what was chosen, and a way to change it. */
export function Choices({ ballot: { id, options, cast, awaited }, own, onVote }: ChoicesProps) {
  const [changes, setChanges] = useState<string>();
  const chooses = own === undefined || changes === id;
  return (
    <>
      {chooses ? (
        <div className="vote-options" data-many={options.length > 8}>
          {options.map((option, i) => (
            <button
              key={option.worker ?? option.label}
              type="button"
              className="button"
              aria-pressed={i === own}
              onClick={() => {
                setChanges(undefined);
                onVote(i);
              }}
            >
              <bdi className="name">{optionName(option)}</bdi>
            </button>
          ))}
        </div>
      ) : (
        <div className="voted">
          <p>
            You voted: <strong>{optionName(options[own])}</strong>
          </p>
          <button type="button" className="button" onClick={() => setChanges(id)}>
            Change my vote
          </button>
        </div>
      )}
      <p className="small muted" role="status">
        {countWords({ cast, awaited })}. Nobody sees what you choose.
      </p>
    </>
  );
}
