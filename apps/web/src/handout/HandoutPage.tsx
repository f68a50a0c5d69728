import { handoutOf, type Lesson } from "@honest-majority/lessons";
import { useEffect, useState } from "react";
import { lessonList } from "../dashboard/lessons/lessonList";
import { handoutAddress } from "../router";
import { IS_SITE } from "../site";
import { Brand } from "../ui/Logo";
import { Sheet } from "./Sheet";
import "../style/handout.css";

/** The lessons' handouts, one A4 page each, as a printer prints them; of one lesson, or of all. */
export default function HandoutPage({ search }: { search: string }) {
  const wanted = new URLSearchParams(search).get("lesson");
  const [lessons, setLessons] = useState<readonly Lesson[]>();
  const [problems, setProblems] = useState<readonly string[]>([]);
  useEffect(() => {
    lessonList().then(
      (loaded) => {
        setLessons(loaded.lessons.filter(({ handout }) => handout !== undefined));
        setProblems(loaded.problems);
      },
      (error: Error) => setProblems([error.message]),
    );
  }, []);
  const shown = lessons?.filter(({ id }) => wanted === null || id === wanted);
  const title = shown?.length === 1 ? `${shown[0].title} · handout` : "Handouts";
  useEffect(() => {
    document.title = `${title} · Honest Majority`; // a printed file gets this name
  }, [title]);
  const noSuch =
    wanted !== null && shown?.length === 0 ? [`There is no handout of a lesson "${wanted}".`] : [];
  return (
    <main className="handout-page">
      <header className="handout-head">
        <span className="page-brand">
          <Brand />
        </span>
        <h1>Handouts</h1>
        <p>One A4 page a lesson, for students. It has neither the notes nor an answer.</p>
        {lessons !== undefined && <Choices lessons={lessons} wanted={wanted} />}
        {[...problems, ...noSuch].map((problem) => (
          <p key={problem} role="alert">
            {problem}
          </p>
        ))}
        {shown !== undefined && shown.length > 0 && (
          <button type="button" className="button primary" onClick={() => print()}>
            {shown.length === 1 ? "Print it" : `Print all ${shown.length}`}
          </button>
        )}
      </header>
      {shown?.map((lesson) => {
        const sheet = handoutOf(lesson);
        return sheet && <Sheet key={lesson.id} sheet={sheet} />;
      })}
    </main>
  );
}

export interface ChoicesProps {
  lessons: readonly Pick<Lesson, "id" | "number" | "title">[];
  /** The id of the lesson that is shown; null: all are. */
  wanted: string | null;
}

/** The handouts to choose from; all of them, where there are several. */
export function Choices({ lessons, wanted }: ChoicesProps) {
  if (lessons.length === 0) return <p>No lesson here has a handout.</p>;
  return (
    <nav aria-label="Handouts">
      <ul className="handout-list">
        {lessons.map(({ id, number, title }) => (
          <li key={id}>
            <Choice lesson={id} wanted={wanted}>{`${number} · ${title}`}</Choice>
          </li>
        ))}
        {lessons.length > 1 && (
          <li>
            <Choice wanted={wanted}>All</Choice>
          </li>
        )}
      </ul>
    </nav>
  );
}

function Choice({ lesson, wanted, children }: { lesson?: string; wanted: string | null; children: string }) {
  return (
    <a href={handoutAddress(IS_SITE, lesson)} aria-current={(lesson ?? null) === wanted ? "page" : undefined}>
      {children}
    </a>
  );
}
