import { useDashboard } from "../dashboard/store";
import { Finders } from "../vote/Finders";
import { Tally } from "../vote/Tally";
import { answerWords, countWords, turnWords } from "../vote/words";

const MOST_SHOWN = 18;

/** An open vote in one line: the room, with the evidence, stays in sight. */
export function VoteLine() {
  const ballot = useDashboard(({ votes }) => votes.ballot);
  if (ballot?.phase !== "open") return null;
  return (
    <section className="projector-line" data-testid="projector-vote" data-phase="open" aria-label="Vote">
      <strong>{turnWords(ballot)}</strong>
      <span>{ballot.question}</span>
      <span className="tabular" role="status">
        {countWords(ballot)}
      </span>
    </section>
  );
}

/** The counted votes in place of the chart, as large as the class needs them. */
export function VoteCounted() {
  const ballot = useDashboard(({ votes }) => votes.ballot);
  const score = useDashboard(({ votes }) => votes.score);
  if (ballot === undefined) return null;
  const answer = answerWords(ballot);
  return (
    <section
      className="card projector-vote"
      data-testid="projector-vote"
      data-phase={ballot.phase}
      aria-labelledby="vote-question"
    >
      <h2 id="vote-question">{ballot.question}</h2>
      <p className="vote-answer" role="status">
        {answer === undefined ? countWords(ballot) : `${answer}.`}
      </p>
      <Tally ballot={ballot} most={MOST_SHOWN} />
      <Finders ballot={ballot} score={score} />
    </section>
  );
}
