import { useCommands } from "./commands";
import { LobbyRun } from "./LobbyRun";
import { useLesson } from "./lessons/lessonStore";
import { openSheet } from "./view";

/** What a stranger does first. */
export const FIRST_LESSON = { id: "one-bad-apple", title: "Lesson 1: One bad apple" };

/** Before the first round of a room in this page: what will happen, and the button that starts it. */
export function PageLobby({
  ready,
  workers,
  run,
  onSettings,
}: {
  ready: number;
  workers: number;
  run: string;
  onSettings(): void;
}) {
  const lesson = useLesson((state) => state.open?.lesson);
  return (
    <section className="card lobby" aria-labelledby="lobby-title">
      <h2 id="lobby-title">{lesson?.title ?? "Who can lie to a learning machine?"}</h2>
      {lesson === undefined ? <FirstActions {...{ ready, workers }} /> : <p>{lesson.goal}</p>}
      <div className="lobby-foot">
        {ready < workers && (
          <p className="muted">
            {ready} of {workers} workers are ready
          </p>
        )}
        <LobbyRun {...{ run, onSettings }} />
      </div>
    </section>
  );
}

function FirstActions({ ready, workers }: { ready: number; workers: number }) {
  const { start } = useCommands();
  return (
    <>
      <p>
        {workers} workers train one model together, each in a thread of this page. One of them can lie. The
        lessons show in minutes what then happens, a click at a time.
      </p>
      <p className="button-row">
        <button
          type="button"
          className="button primary large"
          onClick={() => useLesson.setState({ wanted: { id: FIRST_LESSON.id, step: 0 } })}
        >
          {FIRST_LESSON.title}
        </button>
        <button type="button" className="button large" onClick={() => openSheet("lessons")}>
          All lessons
        </button>
      </p>
      <p>
        Or without a lesson: start, wait until the curves are up, then click the ring in the corner of a
        worker's tile.
      </p>
      <p>
        <button type="button" className="button" disabled={ready < workers} onClick={() => void start()}>
          Start
        </button>
      </p>
    </>
  );
}
