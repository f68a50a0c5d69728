/** What a lesson's buttons do, with the commands of the dashboard. */
import {
  type Action,
  classConfig,
  type Lesson,
  type LessonVote,
  scaledCount,
  sizesFor,
} from "@honest-majority/lessons";
import { type Ballot, FIRST_ATTACK, type RunConfig } from "@honest-majority/protocol";
import { isSameRun } from "../../settings/settingsUrl";
import type { Commands } from "../commands";
import { isMidRun } from "../describe";
import type { Place } from "../place";
import type { DashboardState } from "../state";
import { useDashboard } from "../store";
import { showConfusion, showPanel, showTab } from "../view";
import { presentIn } from "../workers/order";
import { configHere, hasRun } from "./lessonConfigs";
import { changeLesson, keepLesson, seenRun } from "./lessonStore";
import { type OpenLesson, openAt, pressed, runStarted, stepOf } from "./openLesson";

/** Where a lesson is given. */
export interface Classroom {
  commands: Commands;
  place: Place;
}

type Here = Pick<DashboardState, "room" | "run" | "order" | "workers">;

/** After so long a start does not wait for workers any more that load their data. */
const READY_MS = 15_000;

/** Opens the lesson at its first step, with the settings and the pace of its first run. A run that has begun ends. */
export async function startLesson({ commands, place }: Classroom, lesson: Lesson): Promise<boolean> {
  const state = useDashboard.getState();
  const config = configHere(lesson, 0, state, place);
  if (state.run.phase !== "lobby" && !(await commands.reset()).ok) return false;
  if (!hasSettings(config) && !(await commands.configure(config)).ok) return false;
  keepLesson(openAt(lesson, 0));
  await commands.setClass({ pace: lesson.pace });
  return true;
}

function hasSettings(config: RunConfig): boolean {
  const { room } = useDashboard.getState();
  return room !== undefined && isSameRun(room.config, config);
}

/** The lesson at a step, as from an address: changes nothing in the room. */
export function resumedAt(lesson: Lesson, step: number): OpenLesson {
  const open = openAt(lesson, step);
  const action = stepOf(open)?.do;
  const state = useDashboard.getState();
  if (action?.kind !== "start" || state.run.phase === "lobby") return open;
  return hasRun(state, lesson, action.run) ? runStarted(open, action.run, undefined) : open;
}

/** Does what the button of a step does. Refusals are shown as those of the dashboard's own buttons. */
export async function act(room: Classroom, open: OpenLesson, action: Action): Promise<void> {
  if (action.kind === "start") return startRun(room, open, action.run);
  const isNew = action.kind === "again";
  const { columns, room: before } = useDashboard.getState();
  if (!(await isDone(room, open, action))) return;
  changeLesson((now) => (isNew ? pressed(now, 0) : pressed(now, columns.length, before?.run)));
}

async function isDone(
  { commands }: Classroom,
  { lesson, run }: OpenLesson,
  action: NotStart,
): Promise<boolean> {
  const state = useDashboard.getState();
  const present = presentIn(state);
  const sizes = sizesFor(lesson, { of: classConfig(lesson, run).workers, here: present.length });
  switch (action.kind) {
    case "pause":
      return (await commands.pause()).ok;
    case "step":
      return (await commands.step()).ok;
    case "again":
      return (await commands.again(action.keepRoles)).ok;
    case "flip": {
      const role = {
        kind: "malicious",
        attack: action.attack ?? state.class.attack ?? FIRST_ATTACK,
      } as const;
      // a second press, or one after a reload, makes no second liar
      const liars = present.filter(({ role: now }) => now?.kind === "malicious").length;
      const random = scaledCount(action.count, sizes) - liars;
      return random <= 0 || (await commands.flipMany({ who: { random }, role })).ok;
    }
    case "honest":
      return (await commands.flipMany({ who: "all", role: { kind: "honest" } })).ok;
    case "deal":
      return (await commands.deal({ count: scaledCount(action.count, sizes), attack: action.attack })).ok;
    case "set":
      return (await commands.configure(withChanges(state, action.settings, sizes))).ok;
    case "pace":
      return (await commands.setClass({ pace: action.pace })).ok;
    case "reveal":
      return (await commands.setClass({ revealed: true })).ok;
    case "show":
      show(action);
      return true;
    case "vote":
      return askAgain(commands, state, lesson.votes[action.vote]);
    case "open": // the button is a link, which the browser follows
    case "say":
      return true;
    default:
      return action satisfies never;
  }
}

type NotStart = Exclude<Action, { kind: "start" }>;

/** Opens the vote. If the class has voted once on the same question, and has not seen the answer, it votes a second time. */
async function askAgain(commands: Commands, { votes }: DashboardState, vote: LessonVote): Promise<boolean> {
  const { ballot } = votes;
  if (ballot === undefined || ballot.turn !== 1 || ballot.phase === "shown" || !isSameVote(ballot, vote))
    return (await commands.openVote(vote)).ok;
  if (ballot.phase === "open" && !(await commands.closeVote()).ok) return false;
  return (await commands.voteAgain()).ok;
}

/** A vote on workers may leave its question to the room. */
function isSameVote(ballot: Ballot, vote: LessonVote): boolean {
  if (!("who" in vote)) return ballot.kind === "question" && ballot.question === vote.question;
  return ballot.kind === "who" && (vote.question === undefined || ballot.question === vote.question);
}

/** Starts a run of the lesson from its first round, unless the room trains it already. */
async function startRun({ commands, place }: Classroom, open: OpenLesson, run: number): Promise<void> {
  const before = useDashboard.getState();
  const config = configHere(open.lesson, run, before, place);
  const isThere =
    run === open.run && (isMidRun(before.run) ? hasRun(before, open.lesson, run) : hasSettings(config));
  if (!isThere) {
    if (isMidRun(before.run) && !(await commands.reset()).ok) return;
    if (!hasSettings(config) && !(await commands.configure(config)).ok) return;
    await untilReady(place === "page" ? config.workers : presentIn(before).length);
  }
  if (before.class.pace !== open.lesson.pace) await commands.setClass({ pace: open.lesson.pace });
  const answer = await go(commands);
  if (!answer.ok) return;
  changeLesson((now) => runStarted(now, run, run === open.run ? undefined : seenRun(before)));
}

async function go(commands: Commands): Promise<{ ok: boolean }> {
  const { run } = useDashboard.getState();
  if (run.phase === "running") return { ok: true };
  return run.phase === "finished" ? commands.again(false) : commands.start();
}

/** New settings make the workers load other data: a first round without most of them would show nothing. */
function untilReady(count: number): Promise<void> {
  const isReady = ({ order, workers }: Here) =>
    order.filter((id) => workers[id]?.presence === "ready").length >= count;
  return new Promise((resolve) => {
    if (isReady(useDashboard.getState())) return resolve();
    const done = () => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = useDashboard.subscribe((state) => isReady(state) && done());
    const timer = setTimeout(done, READY_MS);
  });
}

/** The room's settings with the step's. The f of a step is for as many workers as the lesson has. */
function withChanges(
  { room }: Here,
  settings: Readonly<Record<string, unknown>>,
  sizes: { of: number; here: number },
): unknown {
  const { f } = settings;
  const scaled = typeof f === "number" && sizes.here > sizes.of ? { f: scaledCount(f, sizes) } : {};
  return { ...room?.config, ...settings, ...scaled };
}

function show({ panel, arm }: Extract<Action, { kind: "show" }>): void {
  if (arm !== undefined) showConfusion(arm);
  showPanel(panel === "map" ? "map" : "rules"); // on a narrow screen
  if (panel !== "map") showTab(panel);
}
