import type { CSSProperties } from "react";
import { RunOverSentence } from "../dashboard/RunOver";
import { SlowMotion } from "../dashboard/SlowMotion";
import { useDashboard } from "../dashboard/store";
import { RoomGuardBar } from "../dashboard/workers/GuardBar";
import { lazyPart } from "../ui/lazyPart";
import { Sentence } from "../ui/Sentence";
import { JoinCard } from "./JoinCard";
import { ProjectorBar } from "./ProjectorBar";
import { ProjectorChart } from "./ProjectorChart";
import { ProjectorMap } from "./ProjectorMap";
import { chartUnitFor, useType } from "./type";

const VoteLine = lazyPart(async () => (await import("./ProjectorVote")).VoteLine);
const QuizLine = lazyPart(async () => (await import("./ProjectorQuiz")).QuizLine);
const VoteCounted = lazyPart(async () => (await import("./ProjectorVote")).VoteCounted);

const ProjectorPictures = lazyPart(async () => (await import("./ProjectorPictures")).ProjectorPictures);

/** Without a lesson it takes no room. */
function LessonSentence() {
  const says = useDashboard((state) => state.class.says);
  return (
    <div className="lesson-strip" data-testid="lesson-strip" role="status">
      {says !== undefined && <Sentence>{says}</Sentence>}
    </div>
  );
}

/** What a class sees of the room. It has no controls, and the last row of seats can read every text. */
export function Projector() {
  const isLobby = useDashboard(({ run, columns }) => run.phase === "lobby" && columns.length === 0);
  const isLost = useDashboard(({ connection }) => connection.kind === "lost");
  const vote = useDashboard(({ votes }) => votes.ballot?.phase);
  const isQuizOpen = useDashboard(({ quizCount }) => quizCount !== undefined);
  const type = useType();
  const shown = useDashboard((state) => state.shown.find(({ projected }) => projected));
  const counted = vote === "closed" || vote === "shown";
  return (
    <div className="projector" style={{ "--type": `${type}px` } as CSSProperties}>
      <ProjectorBar isLobby={isLobby} />
      <LessonSentence />
      <div className="projector-lines">
        {vote === "open" && <VoteLine />}
        {isQuizOpen && <QuizLine />}
      </div>
      <main className="projector-main" data-lobby={isLobby || counted || shown !== undefined}>
        {counted ? (
          <VoteCounted />
        ) : shown !== undefined ? (
          <ProjectorPictures key={shown.id} shown={shown} />
        ) : isLobby ? (
          <JoinCard />
        ) : (
          <>
            <div className="chart-cell">
              <ProjectorChart unit={chartUnitFor(type)} />
              <SlowMotion />
            </div>
            <div className="projector-side">
              <section className="card" aria-label="Malicious workers">
                <RoomGuardBar />
              </section>
              <ProjectorMap />
            </div>
            <RunOverSentence />
          </>
        )}
      </main>
      <p className="projector-lost" role="status">
        {isLost &&
          "The coordinator does not answer. This page tries again by itself, and shows the last state that it got."}
      </p>
    </div>
  );
}
