import {
  MOST_ANSWER_CHARACTERS,
  MOST_ANSWERS,
  MOST_QUESTION_CHARACTERS,
  type VotesView,
} from "@honest-majority/protocol";
import { type FormEvent, useState } from "react";
import { Choices } from "../vote/Choices";
import { Finders } from "../vote/Finders";
import { Tally } from "../vote/Tally";
import { answerWords, countWords, scoreWords } from "../vote/words";
import { useCommands } from "./commands";
import { usePlace } from "./place";
import { useDashboard, useRoom, useShowsTruth } from "./store";
import { closeSheet, hideTruth } from "./view";
import { wholeNumber } from "./workers/flipForm";
import { presentIn } from "./workers/order";

/** The vote that is on, with its tally; without one, what the class can be asked. */
export function VoteSheet() {
  const votes = useDashboard((state) => state.votes);
  return (
    <div className="vote-sheet">
      {votes.ballot === undefined ? (
        <>
          <GameForm />
          <QuestionForm />
        </>
      ) : (
        <VoteNow votes={votes} />
      )}
      <Score />
    </div>
  );
}

function VoteNow({ votes: { ballot, own, score } }: { votes: VotesView }) {
  const { castVote, endVote } = useCommands();
  const isAlone = usePlace() === "page";
  const shows = useShowsTruth();
  if (ballot === undefined) return null;
  const { id, phase, question, kind } = ballot;
  const shown = kind === "question" || shows ? ballot : { ...ballot, outcome: undefined };
  const answer = answerWords(shown);
  return (
    <section aria-labelledby="vote-question">
      <h3 id="vote-question">{question}</h3>
      {phase !== "open" && (
        <>
          {answer !== undefined && <p className="vote-answer">{answer}.</p>}
          <Tally ballot={shown} own={own} />
          <Finders ballot={shown} score={score} />
        </>
      )}
      {phase === "open" && isAlone && (
        <Choices ballot={ballot} own={own} onVote={(option) => void castVote({ vote: id, option })} />
      )}
      {phase === "open" && !isAlone && (
        <p>{countWords(ballot)}. It is counted when all are in, or when you close it.</p>
      )}
      <div className="button-row">
        <button type="button" className="button" onClick={() => void endVote()}>
          {phase === "shown" ? "End the vote" : "Cancel the vote"}
        </button>
      </div>
    </section>
  );
}

/** Starts a game, and asks who is the traitor. */
function GameForm() {
  const { startGame, openVote } = useCommands();
  const { config } = useRoom();
  const here = useDashboard((state) => presentIn(state).length);
  const { secret, revealed } = useDashboard((state) => state.class);
  const isAlone = usePlace() === "page";
  const [count, setCount] = useState("1");
  const [names, setNames] = useState(config.showNames);
  const traitors = wholeNumber(count, 1, here - 1);
  async function start(event: FormEvent) {
    event.preventDefault();
    if (traitors === undefined) return;
    hideTruth(true);
    if ((await startGame({ traitors, showNames: names })).ok) closeSheet();
  }
  const canAsk = secret && !revealed;
  return (
    <section aria-labelledby="game">
      <h3 id="game">Find the traitor</h3>
      <form onSubmit={(event) => void start(event)}>
        <p className="small muted">
          A new run with these settings, in which workers drawn at random are malicious. Each student sees
          their own role alone and cannot change it. This screen hides all roles until you reveal them.
        </p>
        <label>
          Traitors{" "}
          <input
            type="number"
            min={1}
            max={Math.max(1, here - 1)}
            value={count}
            onChange={(event) => setCount(event.target.value)}
          />{" "}
          of {here} workers
        </label>
        {!isAlone && (
          <label>
            <input type="checkbox" checked={names} onChange={(event) => setNames(event.target.checked)} />
            The class sees names, not Worker 1, Worker 2, …
          </label>
        )}
        <div className="button-row">
          <button type="submit" className="button primary" disabled={traitors === undefined}>
            Start a game
          </button>
          <button
            type="button"
            className="button"
            disabled={!canAsk}
            onClick={async () => (await openVote({ who: true })).ok && !isAlone && closeSheet()}
          >
            Ask who is the traitor
          </button>
        </div>
        {!canAsk && (
          <p className="small muted">
            {secret
              ? "The roles of this run are revealed: start a game first."
              : "Everybody may see the roles of this run: start a game first."}
          </p>
        )}
      </form>
    </section>
  );
}

/** The texts of a question: options one a line. */
function QuestionForm() {
  const { openVote } = useCommands();
  const isAlone = usePlace() === "page";
  const [question, setQuestion] = useState("");
  const [lines, setLines] = useState("");
  const options = lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const isReady =
    question.trim() !== "" &&
    options.length >= 2 &&
    options.length <= MOST_ANSWERS &&
    options.every(({ length }) => length <= MOST_ANSWER_CHARACTERS);
  async function ask(event: FormEvent) {
    event.preventDefault();
    if ((await openVote({ question, options })).ok && !isAlone) closeSheet();
  }
  return (
    <section aria-labelledby="ask">
      <h3 id="ask">Ask a question</h3>
      <form onSubmit={(event) => void ask(event)}>
        <label htmlFor="vote-text">Question</label>
        <input
          id="vote-text"
          value={question}
          maxLength={MOST_QUESTION_CHARACTERS}
          autoComplete="off"
          onChange={(event) => setQuestion(event.target.value)}
        />
        <label htmlFor="vote-lines">
          Answers, one a line, 2 to {MOST_ANSWERS}, at most {MOST_ANSWER_CHARACTERS} characters each
        </label>
        <textarea id="vote-lines" rows={4} value={lines} onChange={(event) => setLines(event.target.value)} />
        <div className="button-row">
          <button type="submit" className="button primary" disabled={!isReady}>
            Open the vote
          </button>
        </div>
      </form>
    </section>
  );
}

function Score() {
  const score = useDashboard(({ votes }) => votes.score);
  const { resetScore } = useCommands();
  if (score === undefined) return null;
  return (
    <section aria-labelledby="score" className="vote-score">
      <h3 id="score">Score</h3>
      <p>
        The class found {score.byClass} of {score.traitors} traitors. {scoreWords(score)}
      </p>
      <button type="button" className="button" onClick={() => void resetScore()}>
        Reset the score
      </button>
    </section>
  );
}
