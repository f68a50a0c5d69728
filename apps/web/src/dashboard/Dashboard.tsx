import { useState } from "react";
import { lazyPart } from "../ui/lazyPart";
import { Announcements } from "./Announcer";
import { Banners } from "./Banners";
import { TopBar } from "./bar/TopBar";
import { type Commands, CommandsProvider } from "./commands";
import { Keys } from "./Keys";
import { LinkedSettings } from "./LinkedSettings";
import { useLesson } from "./lessons/lessonStore";
import { MainArea } from "./MainArea";
import { usePlace } from "./place";
import { useDashboard } from "./store";
import { useView } from "./view";
import { WorkersColumn } from "./workers/WorkersColumn";

const LessonStrip = lazyPart(async () => (await import("./lessons/LessonStrip")).LessonStrip);
const ProjectedLine = lazyPart(async () => (await import("./lessons/ProjectedLine")).ProjectedLine);
const VoteStrip = lazyPart(async () => (await import("./VoteStrip")).VoteStrip);
const QuizStrip = lazyPart(async () => (await import("./QuizStrip")).QuizStrip);
const PicturesStrip = lazyPart(async () => (await import("./pictures/PicturesStrip")).PicturesStrip);
const Sheets = lazyPart(async () => (await import("./Sheets")).Sheets);

/** Arranges the dashboard: everything a teacher needs on one screen. Each panel reads its own part of the store. */
export function Dashboard({ commands }: { commands: Commands }) {
  return (
    <CommandsProvider value={commands}>
      <div className="dashboard">
        <TopBar />
        <Lesson />
        <Strips />
        <Banners />
        <LinkedSettings />
        <Panels />
        <OpenedSheets />
        <Keys />
        <Announcements />
      </div>
    </CommandsProvider>
  );
}

/** What the class does beside the run, one line each. Without any it takes no room. */
function Strips() {
  const isVoting = useDashboard(({ votes }) => votes.ballot !== undefined);
  const isQuizOpen = useDashboard(({ quizCount }) => quizCount !== undefined);
  const isShowing = useDashboard(({ shown }) => shown.length > 0);
  return (
    <div className="strips">
      {isVoting && <VoteStrip />}
      {isQuizOpen && <QuizStrip />}
      {isShowing && <PicturesStrip />}
    </div>
  );
}

/** The lesson's sentence and its buttons, or what is left of one on the projector. Without either it takes no room. */
function Lesson() {
  const isNeeded = useLesson(({ open, wanted }) => open !== undefined || wanted !== undefined);
  const says = useDashboard((state) => state.class.says);
  const isStale = usePlace() === "coordinator" && !isNeeded && !!says;
  return (
    <div className="lesson-strip" data-testid="lesson-strip">
      {isNeeded && <LessonStrip />}
      {isStale && <ProjectedLine says={says} />}
    </div>
  );
}

/** A narrow screen shows one of the panels below the chart. */
export function Panels() {
  const panel = useView((view) => view.panel ?? "workers");
  return (
    <main className="panels" data-panel={panel}>
      <MainArea />
      <WorkersColumn />
    </main>
  );
}

/** Nothing until the first dialog is opened. */
function OpenedSheets() {
  const isOpen = useView((view) => view.sheet !== undefined);
  const [isNeeded, setNeeded] = useState(isOpen);
  if (isOpen && !isNeeded) setNeeded(true);
  return isNeeded ? <Sheets /> : null;
}
