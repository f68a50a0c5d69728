import { Sentence } from "../../ui/Sentence";
import { LessonRuns } from "./LessonRuns";
import { changeLesson, useLesson } from "./lessonStore";
import { Notes } from "./Notes";
import { atStep } from "./openLesson";

/** The open lesson as a whole: its goal, the notes, and its steps, of which any can be gone to. */
export function NotesSheet() {
  const open = useLesson((state) => state.open);
  if (open === undefined) return <p>No lesson is open.</p>;
  const { lesson, step } = open;
  return (
    <div className="lesson-page">
      <p>
        <strong>{lesson.goal}</strong> <span className="muted">{lesson.minutes} minutes</span>
      </p>
      <h3>For you</h3>
      <Notes lesson={lesson} />
      <h3>Steps</h3>
      <ol className="lesson-steps">
        {lesson.steps.map(({ say }, i) => (
          <li key={say}>
            <button
              type="button"
              aria-current={i === step ? "step" : undefined}
              onClick={() => changeLesson((now) => atStep(now, i))}
            >
              <Sentence>{say}</Sentence>
            </button>
          </li>
        ))}
      </ol>
      <h3>Runs</h3>
      <LessonRuns lesson={lesson} open={open} />
    </div>
  );
}
