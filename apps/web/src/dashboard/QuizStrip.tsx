import { countWords, TIMES } from "../quiz/words";
import { useCommands } from "./commands";
import { useDashboard } from "./store";
import { openSheet } from "./view";

/** The open quiz in one line: how many have answered. Nothing while it is closed. */
export function QuizStrip() {
  const count = useDashboard((state) => state.quizCount);
  const { closeQuiz } = useCommands();
  if (count === undefined) return null;
  return (
    <section className="quiz-strip" data-testid="quiz-strip" aria-label="Quiz">
      <strong>Quiz {TIMES[count.time]}</strong>
      <span className="muted tabular" role="status">
        {countWords(count)}
      </span>
      <span className="button-row">
        <button type="button" className="button small-button" onClick={() => void closeQuiz()}>
          Close the quiz
        </button>
        <button type="button" className="button small-button" onClick={() => openSheet("lessons")}>
          Details
        </button>
      </span>
    </section>
  );
}
