import { sizesFor } from "@honest-majority/lessons";
import { useEffect, useState } from "react";
import { sitePageAddress } from "../../router";
import { IS_SITE } from "../../site";
import { Icon } from "../../ui/Icon";
import { Sentence } from "../../ui/Sentence";
import { useCommands } from "../commands";
import { isMidRun } from "../describe";
import { usePlace } from "../place";
import { useDashboard } from "../store";
import { openSheet } from "../view";
import { presentIn } from "../workers/order";
import { actionWords, hereWords } from "./actionWords";
import { act, resumedAt, startLesson } from "./lessonActs";
import { useConfigHere, useIsOthersRun, useSizeProblem, useWorkersOf } from "./lessonConfigs";
import { lessonNamed } from "./lessonList";
import { changeLesson, keepLesson, seenRun, useLesson } from "./lessonStore";
import { atStep, inRun, lastStep, type Offer, type OpenLesson, offerOf, stepOf } from "./openLesson";
import { WithoutClass } from "./WithoutClass";

/** The lesson's sentence and the button that does it. Empty without a lesson. */
export function LessonStrip() {
  const open = useLesson((state) => state.open);
  useWantedLesson();
  return open === undefined ? null : <OpenStrip open={open} />;
}

/**
 * Opens the lesson that the address names. In a class nothing changes before the teacher starts it. In a page, where a reload
 * begins again, the lesson does so too.
 */
function useWantedLesson(): void {
  const wanted = useLesson((state) => state.wanted);
  const commands = useCommands();
  const place = usePlace();
  useEffect(() => {
    if (wanted === undefined) return;
    const open = async () => {
      const lesson = await lessonNamed(wanted.id);
      if (place === "page") await startLesson({ commands, place }, lesson);
      else keepLesson(resumedAt(lesson, wanted.step));
    };
    open().catch((error: Error) => {
      keepLesson(undefined);
      useDashboard.setState({ notice: error.message });
    });
  }, [wanted, commands, place]);
}

/** Keeps the sentence on the projector that the strip shows. */
function useProjected(says: string): void {
  const { setClass } = useCommands();
  useEffect(() => {
    if ((useDashboard.getState().class.says ?? "") !== says) void setClass({ says });
  }, [says, setClass]);
}

/** What the class reads, with the numbers of a class of another size. */
function useSaid(open: OpenLesson): string {
  const { lesson, step } = open;
  const here = useDashboard((state) => presentIn(state).length);
  const action = stepOf(open)?.do;
  const of = useWorkersOf(lesson, runOf(open));
  const run = useConfigHere(lesson, runOf(open));
  const says = lesson.steps[step]?.say ?? lesson.sentence ?? "";
  return action === undefined
    ? says
    : `${says}${hereWords(action, { ...sizesFor(lesson, { of, here }), run })}`;
}

/** Why the class cannot start the run of the step, by its size. A run that the step has started goes on with fewer. */
function useStepProblem(open: OpenLesson): string | undefined {
  const problem = useSizeProblem(open.lesson, runOf(open));
  const starts = stepOf(open)?.do.kind === "start" && open.pressed === undefined;
  return starts ? problem : undefined;
}

/** The run that the step starts, or that is there. */
function runOf(open: OpenLesson): number {
  const action = stepOf(open)?.do;
  return action?.kind === "start" ? action.run : open.run;
}

function OpenStrip({ open }: { open: OpenLesson }) {
  const says = useSaid(open);
  useProjected(says);
  const { lesson, step } = open;
  const offer = useOffer(open);
  const { setClass } = useCommands();
  const problem = useStepProblem(open);
  const say = problem ?? (offer === "advice" ? (stepOf(open)?.ifNot ?? says) : says);
  return (
    <section className="lesson-bar" aria-label="Lesson">
      <p className="lesson-title">
        <strong>
          {lesson.number} · {lesson.title}
        </strong>
        <Dots at={step} of={lastStep(lesson) + 1} />
      </p>
      <p className="lesson-say" role="status" data-offer={offer}>
        {(offer === "advice" || problem !== undefined) && <strong>Not yet. </strong>}
        <Sentence>{say}</Sentence>
        {problem !== undefined && <WithoutClass lesson={lesson} run={runOf(open)} />}
      </p>
      <div className="lesson-actions">
        <StepButton open={open} offer={offer} />
        <NextButton open={open} offer={offer} />
        <button type="button" className="button quiet" onClick={() => openSheet("notes")}>
          Notes
        </button>
      </div>
      <button
        type="button"
        className="icon-button lesson-close"
        aria-label="Close the lesson"
        onClick={() => {
          keepLesson(undefined);
          void setClass({ says: "" });
        }}
      >
        <Icon name="close" />
      </button>
    </section>
  );
}

/** Rounds of a run that is not the lesson's do not count before the lesson's own has started. */
function useOffer(open: OpenLesson): Offer {
  const room = useDashboard((state) => state.room);
  const records = useDashboard((state) => state.records);
  const isOther = useIsOthersRun(open.lesson) && open.pressed === undefined;
  return offerOf(inRun(open, room?.run), isOther ? undefined : seenRun({ room, records }));
}

function Dots({ at, of }: { at: number; of: number }) {
  return (
    <span className="lesson-dots" role="img" aria-label={`step ${at + 1} of ${of}`}>
      {Array.from({ length: of }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a dot is its place
        <span key={i} data-done={i <= at} />
      ))}
    </span>
  );
}

function StepButton({ open, offer }: { open: OpenLesson; offer: Offer }) {
  const commands = useCommands();
  const place = usePlace();
  const [busy, setBusy] = useState(false);
  const action = stepOf(open)?.do;
  const here = useDashboard((state) => presentIn(state).length);
  const isOthers = useIsOthersRun(open.lesson);
  const ends = useDashboard((state) => isMidRun(state.run)) && isOthers && action?.kind === "start";
  const problem = useStepProblem(open);
  const of = useWorkersOf(open.lesson, runOf(open));
  // a page makes these, and more when the step starts a larger run
  const made = useDashboard(({ room }) => room?.config.workers ?? of);
  const isWatching = useDashboard(({ connection }) => connection.kind === "watching");
  if (action === undefined || action.kind === "say") return null;
  const words = actionWords(action, {
    ...sizesFor(open.lesson, { of, here }),
    runs: open.lesson.runs.map(({ label }) => label),
  });
  const look = `button ${offer === "do" ? "primary" : ""}`;
  if (action.kind === "open")
    return (
      <a
        className={look}
        data-testid="lesson-do"
        href={sitePageAddress(action.page, IS_SITE)}
        target="_blank"
        rel="noreferrer"
        onClick={() => void act({ commands, place }, open, action)}
      >
        {words}
      </a>
    );
  const isShort = action.kind === "start" && place === "page" && here < made;
  return (
    <>
      {isShort && (
        <span className="small muted">
          {here} of {made} workers
        </span>
      )}
      <button
        type="button"
        className={look}
        data-testid="lesson-do"
        disabled={busy || !isWatching || here === 0 || isShort || problem !== undefined}
        onClick={() => {
          setBusy(true);
          void act({ commands, place }, open, action).finally(() => setBusy(false));
        }}
      >
        {ends ? `End this run and ${words.charAt(0).toLowerCase()}${words.slice(1)}` : words}
      </button>
    </>
  );
}

function NextButton({ open, offer }: { open: OpenLesson; offer: Offer }) {
  const { lesson, step } = open;
  const isLast = step >= lastStep(lesson);
  return (
    <button
      type="button"
      className={`button ${offer === "next" ? "primary" : ""}`}
      data-testid="lesson-next"
      onClick={() => (isLast ? openSheet("lessons") : changeLesson((now) => atStep(now, step + 1)))}
    >
      {isLast ? "Lessons" : "Next"}
    </button>
  );
}
