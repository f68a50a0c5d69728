import { answerWords, countWords, turnWords } from "../vote/words";
import { useCommands } from "./commands";
import { usePlace } from "./place";
import { useDashboard, useShowsTruth } from "./store";
import { openSheet } from "./view";
import "../style/vote.css";

/** The class's vote in one line: how many are in, and what comes next. Nothing without a vote. */
export function VoteStrip() {
  const ballot = useDashboard(({ votes }) => votes.ballot);
  const shows = useShowsTruth();
  const isAlone = usePlace() === "page";
  const { closeVote, voteAgain, showVote, endVote } = useCommands();
  if (ballot === undefined) return null;
  const { phase, turn, kind, question } = ballot;
  const answer = kind === "question" || shows ? answerWords(ballot) : undefined;
  return (
    <section className="vote-strip" data-testid="vote-strip" data-phase={phase} aria-label="Vote">
      <strong>{turnWords(ballot)}</strong>
      <span className="vote-question">{question}</span>
      <span className="muted tabular" role="status">
        {phase === "shown" ? answer : countWords(ballot)}
      </span>
      <span className="button-row">
        {phase === "open" && (
          <button type="button" className="button small-button" onClick={() => void closeVote()}>
            Close the vote
          </button>
        )}
        {phase === "closed" && turn === 1 && (
          <button type="button" className="button small-button" onClick={() => void voteAgain()}>
            Vote again
          </button>
        )}
        {phase === "closed" && (
          <button type="button" className="button small-button" onClick={() => void showVote()}>
            {kind === "who" ? "Reveal the traitors" : "Show the answer"}
          </button>
        )}
        {phase === "shown" && (
          <button type="button" className="button small-button" onClick={() => void endVote()}>
            End the vote
          </button>
        )}
        <button type="button" className="button small-button" onClick={() => openSheet("vote")}>
          {phase !== "open" ? "Tally" : isAlone ? "Vote" : "Details"}
        </button>
      </span>
    </section>
  );
}
