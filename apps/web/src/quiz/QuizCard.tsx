import type { AnswerQuizRequest, AskedQuiz, QuizTime } from "@honest-majority/protocol";
import { type FormEvent, useId, useState } from "react";
import { letterOf, scoreOf, TIMES } from "./words";
import "../style/quiz.css";

export interface QuizCardProps {
  quiz: AskedQuiz;
  onAnswer(answers: AnswerQuizRequest): void;
}

/** The quiz on a student's page: to answer, then that the answers are in, and at the end what is right. */
export function QuizCard({ quiz, onAnswer }: QuizCardProps) {
  const { open, answered, results } = quiz;
  const id = useId();
  return (
    <section className="card quiz-card" data-testid="quiz" aria-labelledby={id}>
      <h2 id={id}>{open === undefined ? "The quiz" : `A quiz, ${TIMES[open]}`}</h2>
      {open !== undefined && !answered.includes(open) && (
        <Form key={open} quiz={quiz} open={open} onAnswer={onAnswer} />
      )}
      {open !== undefined && answered.includes(open) && (
        <p role="status">Your answers are in. Nobody sees who answered what.</p>
      )}
      {results !== undefined && <Results quiz={quiz} results={results} />}
    </section>
  );
}

function Form({ quiz, open, onAnswer }: QuizCardProps & { open: QuizTime }) {
  const { questions } = quiz;
  const [chosen, setChosen] = useState<readonly (number | undefined)[]>(() => questions.map(() => undefined));
  const left = chosen.filter((option) => option === undefined).length;
  const name = useId();
  function send(event: FormEvent) {
    event.preventDefault();
    const answers = chosen.filter((option) => option !== undefined);
    if (left === 0) onAnswer({ time: open, answers });
  }
  return (
    <form onSubmit={send}>
      <p className="small muted">
        Answer alone, and guess where you do not know. Nobody sees who answered what.
      </p>
      {questions.map(({ question, options }, i) => (
        <fieldset key={question} className="quiz-question">
          <legend>
            {i + 1}. {question}
          </legend>
          {options.map((option, at) => (
            <label key={option}>
              <input
                type="radio"
                name={`${name}-${i}`}
                checked={chosen[i] === at}
                onChange={() => setChosen(chosen.map((before, place) => (place === i ? at : before)))}
              />
              <span>
                {letterOf(at)}. {option}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <div className="quiz-send">
        <button type="submit" className="button primary" disabled={left > 0}>
          Send my answers
        </button>
        <span className="small muted" role="status">
          {left === 0 ? "You can send them once." : `${left} of ${questions.length} are left.`}
        </span>
      </div>
    </form>
  );
}

function Results({ quiz, results }: { quiz: AskedQuiz; results: NonNullable<AskedQuiz["results"]> }) {
  const { right, own } = results;
  const { before, after = [] } = own;
  return (
    <>
      <p role="status">
        <strong>
          {scoreOf(after, right)} of {right.length} right
        </strong>
        {before !== undefined && `, and ${scoreOf(before, right)} before the lessons`}.
      </p>
      <ol className="quiz-results">
        {quiz.questions.map(({ question, options }, i) => (
          <li key={question}>
            <p>{question}</p>
            <p>
              <strong>{options[right[i]]}</strong>
              <span className="muted">
                {after[i] === right[i] ? " ✓ your answer" : ` – you answered: ${options[after[i]]}`}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </>
  );
}
