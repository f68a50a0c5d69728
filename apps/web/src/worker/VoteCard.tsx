import { type CastVoteRequest, placeName, type VotesView } from "@honest-majority/protocol";
import { Choices } from "../vote/Choices";
import { Finders } from "../vote/Finders";
import { Tally } from "../vote/Tally";
import { answerWords, turnWords } from "../vote/words";

export interface VoteCardProps {
  votes: VotesView;
  /** The worker's id. */
  worker: string | undefined;
  onVote(cast: CastVoteRequest): void;
}

/** The class's vote on a student's page: to vote, then the count, then the answer. */
export function VoteCard({ votes: { ballot, own, score }, worker, onVote }: VoteCardProps) {
  if (ballot === undefined) return null;
  const { id, phase, turn, question } = ballot;
  const me = ballot.options.find((option) => option.worker !== undefined && option.worker === worker);
  const answer = answerWords(ballot);
  return (
    <section className="card vote-card" data-testid="vote" data-phase={phase} aria-labelledby="vote-question">
      <p className="vote-turn">{turnWords(ballot)}</p>
      <h2 id="vote-question">{question}</h2>
      {me?.place !== undefined && me.label === "" && <p className="small">You are {placeName(me.place)}.</p>}
      {phase === "open" ? (
        <Choices ballot={ballot} own={own} onVote={(option) => onVote({ vote: id, option })} />
      ) : (
        <>
          {answer !== undefined && <p className="vote-answer">{answer}.</p>}
          {phase === "closed" && (
            <p className="small muted" role="status">
              The votes are counted. {turn === 1 && "Talk about it: you may be asked a second time."}
            </p>
          )}
          <Tally ballot={ballot} own={own} most={20} />
          <Finders ballot={ballot} score={score} />
        </>
      )}
    </section>
  );
}
