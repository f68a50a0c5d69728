import { classConfig, type Lesson, type LoadedLessons } from "@honest-majority/lessons";
import { useEffect, useState } from "react";
import { handoutAddress } from "../../router";
import { IS_SITE } from "../../site";
import { useCommands } from "../commands";
import { isMidRun } from "../describe";
import { usePlace } from "../place";
import { useDashboard } from "../store";
import { closeSheet } from "../view";
import { LessonRuns } from "./LessonRuns";
import { startLesson } from "./lessonActs";
import { lessonList } from "./lessonList";
import { useLesson } from "./lessonStore";
import { Notes } from "./Notes";
import { QuizPanel } from "./QuizPanel";

/** All lessons: what a class can say afterwards, and how long it takes. */
export function LessonsSheet() {
  const [{ lessons, problems }, setLoaded] = useState<LoadedLessons>({ lessons: [], problems: [] });
  const [problem, setProblem] = useState<string>();
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try loads again
  useEffect(() => {
    setProblem(undefined);
    lessonList().then(setLoaded, (error: Error) => setProblem(error.message));
  }, [tries]);
  const missing = problem === undefined ? problems : [problem];
  return (
    <>
      {missing.length > 0 && (
        <div role="alert">
          {missing.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <button type="button" className="button" onClick={() => setTries(tries + 1)}>
            Try again
          </button>
        </div>
      )}
      <QuizPanel />
      <ol className="lesson-list">
        {lessons.map((lesson) => (
          <LessonCard key={lesson.id} lesson={lesson} />
        ))}
      </ol>
    </>
  );
}

function LessonCard({ lesson }: { lesson: Lesson }) {
  const commands = useCommands();
  const place = usePlace();
  const [asks, setAsks] = useState(false);
  const isOpen = useLesson(({ open }) => open?.lesson.id === lesson.id);
  const ends = useDashboard((state) => isMidRun(state.run));
  const open = async () => {
    if (await startLesson({ commands, place }, lesson)) closeSheet();
  };
  return (
    <li>
      <h3>
        {lesson.number} · {lesson.title}
      </h3>
      <p>{lesson.goal}</p>
      <div className="lesson-card-foot">
        <button
          type="button"
          className={`button small-button ${asks ? "primary" : ""}`}
          onClick={() => (ends && !asks ? setAsks(true) : void open())}
        >
          {asks ? "End this run and open it" : isOpen ? "Begin again" : "Open"}
        </button>
        {asks && (
          <button type="button" className="button small-button quiet" onClick={() => setAsks(false)}>
            Keep the run
          </button>
        )}
        {lesson.handout !== undefined && (
          <a
            href={handoutAddress(IS_SITE, lesson.id)}
            target="_blank"
            rel="noreferrer"
            aria-label={`Handout: ${lesson.title}`}
          >
            Handout
          </a>
        )}
        <span className="small muted">
          {lesson.minutes} minutes{place !== "page" && exactWords(lesson)}
        </span>
      </div>
      <details>
        <summary>Notes</summary>
        <Notes lesson={lesson} />
      </details>
      <details>
        <summary>Recorded runs</summary>
        <LessonRuns lesson={lesson} />
      </details>
    </li>
  );
}

/** For how many workers a lesson is that does not scale: ", exactly 10, 12 and 16 workers". */
function exactWords(lesson: Lesson): string {
  if (lesson.scales) return "";
  const sizes = [...new Set(lesson.runs.map((_, run) => classConfig(lesson, run).workers))].map(String);
  const last = sizes.pop();
  return `, exactly ${sizes.length > 0 ? `${sizes.join(", ")} and ` : ""}${last} workers`;
}
