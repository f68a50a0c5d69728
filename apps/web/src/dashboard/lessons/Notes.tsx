import type { Lesson } from "@honest-majority/lessons";
import { useState } from "react";
import { Sentence } from "../../ui/Sentence";
import { useShowsTruth } from "../store";

/** The notes are for the teacher: a screen that hides roles may be mirrored, and shows them after a question. */
export function Notes({ lesson }: { lesson: Pick<Lesson, "notes"> }) {
  const shows = useShowsTruth();
  const [asked, setAsked] = useState(false);
  if (!shows && !asked)
    return (
      <p>
        Roles are hidden on this screen, perhaps because others see it.{" "}
        <button type="button" className="button small-button" onClick={() => setAsked(true)}>
          Show the notes
        </button>
      </p>
    );
  return (
    <ul className="lesson-notes">
      {lesson.notes.map((note) => (
        <li key={note}>
          <Sentence>{note}</Sentence>
        </li>
      ))}
    </ul>
  );
}
