import type { Lesson } from "@honest-majority/lessons";
import { useState } from "react";
import { replayAddress } from "../../router";
import { IS_SITE } from "../../site";
import { Sentence } from "../../ui/Sentence";
import { useCommands } from "../commands";
import { isMidRun } from "../describe";
import { usePlace } from "../place";
import { useDashboard } from "../store";
import { presentIn } from "../workers/order";
import { act } from "./lessonActs";
import { useSizeProblem } from "./lessonConfigs";
import { changeLesson } from "./lessonStore";
import { atStep, type OpenLesson } from "./openLesson";
import { runOfRecording } from "./recordings";
import { WithoutClass } from "./WithoutClass";

/** The runs of a lesson, each with its recorded run. `open`: the lesson is open, so each can be started too. */
export function LessonRuns({ lesson, open }: { lesson: Lesson; open?: OpenLesson }) {
  return (
    <ul className="lesson-runs">
      {lesson.runs.map(({ label, recording }, run) => (
        <li key={label}>
          <span>{label}</span>
          {recording !== undefined && (
            <a
              href={replayAddress(IS_SITE, { run: runOfRecording(recording) })}
              target="_blank"
              rel="noreferrer"
              aria-label={`Watch the recorded run: ${label}`}
            >
              Watch the recorded run
            </a>
          )}
          {open !== undefined && <StartRun open={open} run={run} label={label} />}
        </li>
      ))}
    </ul>
  );
}

/** Starts a run that need not be in the lesson's steps. Its step stays, and counts as not yet done. */
function StartRun({ open, run, label }: { open: OpenLesson; run: number; label: string }) {
  const commands = useCommands();
  const place = usePlace();
  const [busy, setBusy] = useState(false);
  const ends = useDashboard((state) => isMidRun(state.run));
  const isAnybodyHere = useDashboard((state) => presentIn(state).length > 0);
  const problem = useSizeProblem(open.lesson, run);
  const isWatching = useDashboard(({ connection }) => connection.kind === "watching");
  const start = async () => {
    // another run of the lesson ends this one by itself, once it has kept what later steps compare with
    if (ends && run === open.run && !(await commands.reset()).ok) return;
    await act({ commands, place }, open, { kind: "start", run });
    changeLesson((now) => atStep(now, now.step));
  };
  const words = ends ? "End this run and start it" : "Start it";
  return (
    <>
      <button
        type="button"
        className="button small-button"
        aria-label={`${words}: ${label}`}
        disabled={busy || !isWatching || !isAnybodyHere || problem !== undefined}
        onClick={() => {
          setBusy(true);
          void start().finally(() => setBusy(false));
        }}
      >
        {words}
      </button>
      {problem !== undefined && (
        <p className="small muted">
          <Sentence>{problem}</Sentence>
          <WithoutClass lesson={open.lesson} run={run} />
        </p>
      )}
    </>
  );
}
