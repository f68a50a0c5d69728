import { loadQuiz } from "@honest-majority/lessons";
import { QUIZ_TIMES, type QuizTime, type QuizView } from "@honest-majority/protocol";
import { useState } from "react";
import { QuizCard } from "../../quiz/QuizCard";
import { countWords, rightWords, TIMES } from "../../quiz/words";
import { saveFile } from "../../ui/saveFile";
import { type Commands, useCommands } from "../commands";
import { usePlace } from "../place";
import { useDashboard, useRoom, useShowsTruth } from "../store";
import "../../style/quiz.css";

/** Asks the class the quiz before and after its lessons, and shows the teacher how many answers are right. */
export function QuizPanel() {
  const commands = useCommands();
  const quiz = useDashboard((state) => state.quiz);
  const count = useDashboard((state) => state.quizCount);
  const isWatching = useDashboard(({ connection }) => connection.kind === "watching");
  const [problem, setProblem] = useState<string>();
  const open = (time: QuizTime) =>
    openQuiz(commands, time).then(
      () => setProblem(undefined),
      (error: Error) => setProblem(error.message),
    );
  return (
    <section className="quiz-panel" aria-labelledby="quiz-title">
      <h3 id="quiz-title">Quiz</h3>
      <p>
        Five questions, the same before the lessons and after them. Students answer on their own pages, and
        nobody sees who answered what.
      </p>
      <div className="lesson-card-foot">
        {count === undefined ? (
          QUIZ_TIMES.map((time) => (
            <button
              key={time}
              type="button"
              className="button small-button"
              disabled={!isWatching}
              onClick={() => void open(time)}
            >
              Ask {TIMES[time]}
            </button>
          ))
        ) : (
          <button
            type="button"
            className="button small-button primary"
            onClick={() => void commands.closeQuiz()}
          >
            Close the quiz
          </button>
        )}
        {count !== undefined && (
          <span className="small muted tabular" role="status">
            {countWords(count)}
          </span>
        )}
      </div>
      {problem !== undefined && <p role="alert">{problem}</p>}
      {quiz?.asked !== undefined && (
        <QuizCard quiz={quiz.asked} onAnswer={(answers) => void commands.answerQuiz(answers)} />
      )}
      {quiz !== undefined &&
        count === undefined &&
        quiz.tallies.before.answered + quiz.tallies.after.answered > 0 && <Answers quiz={quiz} />}
    </section>
  );
}

async function openQuiz(commands: Commands, time: QuizTime): Promise<void> {
  const base = new URL(import.meta.env.BASE_URL, document.baseURI).href;
  await commands.openQuiz({ time, questions: await loadQuiz(base, (address) => fetch(address)) });
}

/** A screen that hides roles may be mirrored: it shows the tally after a question. */
function Answers({ quiz }: { quiz: QuizView }) {
  const { quizCsv, endQuiz } = useCommands();
  const { room } = useRoom();
  const shows = useShowsTruth();
  const isStudent = usePlace() === "page";
  const [asked, setAsked] = useState(false);
  const [ends, setEnds] = useState(false);
  async function save() {
    const answer = await quizCsv();
    if (answer.ok) saveFile(new Blob([answer.csv], { type: "text/csv" }), `${room}-quiz.csv`);
  }
  return (
    <>
      {isStudent && quiz.tallies.after.answered === 0 ? (
        <p>Your answers are in. What is right is shown after the second time.</p>
      ) : shows || asked ? (
        <Tally quiz={quiz} />
      ) : (
        <p>
          Roles are hidden on this screen, perhaps because others see it.{" "}
          <button type="button" className="button small-button" onClick={() => setAsked(true)}>
            Show how many are right
          </button>
        </p>
      )}
      <div className="lesson-card-foot">
        <button type="button" className="button small-button" onClick={() => void save()}>
          Save the answers (CSV)
        </button>
        <button
          type="button"
          className="button small-button"
          onClick={() => (ends ? void endQuiz() : setEnds(true))}
        >
          {ends ? "Delete all answers, for good" : "Delete the answers"}
        </button>
        {ends && (
          <button type="button" className="button small-button quiet" onClick={() => setEnds(false)}>
            Keep them
          </button>
        )}
      </div>
    </>
  );
}

function Tally({ quiz: { questions, tallies } }: { quiz: QuizView }) {
  return (
    <table className="quiz-tally">
      <thead>
        <tr>
          <th scope="col">Right answers</th>
          {QUIZ_TIMES.map((time) => (
            <th key={time} scope="col">
              {time}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {questions.map(({ question, options, answer }, i) => (
          <tr key={question}>
            <th scope="row">
              {i + 1}. {question} <span className="muted">{options[answer]}</span>
            </th>
            {QUIZ_TIMES.map((time) => (
              <td key={time}>{rightWords(tallies[time], i)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
