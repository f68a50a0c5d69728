import { useDashboard } from "../dashboard/store";
import { countWords, TIMES } from "../quiz/words";

/** That a quiz is open, in one line: its questions are on the students' pages. */
export function QuizLine() {
  const count = useDashboard((state) => state.quizCount);
  if (count === undefined) return null;
  return (
    <section className="projector-line" data-testid="projector-quiz" aria-label="Quiz">
      <strong>Quiz {TIMES[count.time]}</strong>
      <span>Answer the questions on your own page.</span>
      <span className="tabular" role="status">
        {countWords(count)}
      </span>
    </section>
  );
}
