import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PAGES, parseLesson } from "@honest-majority/lessons";
import { type Ballot, type RoomSnapshot, RunConfig, type WorkerView } from "@honest-majority/protocol";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, test } from "vitest";
import BatchSizePage from "../../batchSize/BatchSizePage";
import CoordinatorViewPage from "../../coordinatorView/CoordinatorViewPage";
import { sitePageAddress } from "../../router";
import { type Commands, CommandsProvider } from "../commands";
import { FIRST_LESSON } from "../PageLobby";
import { PlaceProvider } from "../place";
import { NOTHING_YET, watching } from "../state";
import { useDashboard } from "../store";
import { useView } from "../view";
import { actionWords, hereWords } from "./actionWords";
import { LessonRuns } from "./LessonRuns";
import { LessonStrip } from "./LessonStrip";
import { act, resumedAt, startLesson } from "./lessonActs";
import { configHere, hasRun, isOthersRun } from "./lessonConfigs";
import { useLesson } from "./lessonStore";
import { Notes } from "./Notes";
import { openAt, pressed } from "./openLesson";

const file = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../../../public/lessons/${name}`, import.meta.url)), "utf8");
const FILES = JSON.parse(file("index.json")) as string[];
const [FIRST] = FILES;
const LESSON = parseLesson(file(FIRST), FIRST);
const lessonOf = (number: number) => parseLesson(file(FILES[number - 1]), FILES[number - 1]);

const worker = (index: number): WorkerView => ({
  id: `w${index}`,
  name: `Worker ${index}`,
  index,
  role: { kind: "honest" },
  presence: "ready",
  hidden: false,
  backend: "wasm",
  backendNote: "",
  refusals: 0,
});
function roomOf(workers: number, more: Partial<RoomSnapshot> = {}) {
  return watching(NOTHING_YET, {
    room: "KRUM-42",
    run: "a",
    config: RunConfig.parse({}),
    state: { phase: "lobby" },
    class: NOTHING_YET.class,
    workers: Array.from({ length: workers }, (_, i) => worker(i)),
    joins: [],
    datasets: [],
    warnings: [],
    dim: 10,
    rounds: [],
    instructor: true,
    ...more,
  });
}

/** Notes each command; a new configuration reaches the room at once. */
function classroom() {
  const heard: string[] = [];
  const commands = new Proxy({} as Commands, {
    get: (_, name: string) => async (request: unknown) => {
      heard.push(request === undefined ? name : `${name} ${JSON.stringify(request)}`);
      const { room, run } = useDashboard.getState();
      if (name === "configure" && room)
        useDashboard.setState({ room: { ...room, config: request as RunConfig }, run: { phase: "lobby" } });
      if (name === "reset") useDashboard.setState({ run: { phase: "lobby" } });
      return { ok: true, run };
    },
  });
  return { heard, room: { commands, place: "coordinator" as const } };
}
const named = (heard: readonly string[]) => heard.map((command) => command.split(" ")[0]);

globalThis.history ??= { replaceState: () => {}, state: null } as unknown as History;
globalThis.location ??= { search: "", pathname: "/" } as unknown as Location;
afterEach(() => {
  useDashboard.setState(NOTHING_YET, true);
  useLesson.setState({ open: undefined, wanted: undefined });
  useView.setState({ hideTruth: undefined });
});

test("the playground's first button names the first lesson", () => {
  expect(FIRST_LESSON).toEqual({ id: LESSON.id, title: `Lesson ${LESSON.number}: ${LESSON.title}` });
});

describe("a lesson in a class", () => {
  test("opens with its settings and pace, and ends a run that has begun", async () => {
    useDashboard.setState(roomOf(8), true);
    const { heard, room } = classroom();
    expect(await startLesson(room, LESSON)).toBe(true);
    expect(named(heard)).toEqual(["configure", "setClass"]);
    expect(useLesson.getState().open?.lesson.id).toBe(LESSON.id);

    useDashboard.setState(roomOf(8, { state: { phase: "paused", round: 5 } }), true);
    const second = classroom();
    await startLesson(second.room, LESSON);
    expect(named(second.heard)).toEqual(["reset", "configure", "setClass"]);

    // begin again, also where the run is the lesson's
    const config = configHere(LESSON, 0, roomOf(8), "coordinator");
    useDashboard.setState(roomOf(8, { config, state: { phase: "paused", round: 5 } }), true);
    useLesson.setState({ open: pressed(openAt(LESSON, 3), 4) });
    const third = classroom();
    await startLesson(third.room, LESSON);
    expect(named(third.heard)).toEqual(["reset", "setClass"]);
    const { open } = useLesson.getState();
    expect([open?.step, open?.pressed]).toEqual([0, undefined]);
  });

  test("of thirty has places for all, as large a share of liars, and says so on the button", async () => {
    useDashboard.setState(roomOf(30), true);
    const state = useDashboard.getState();
    expect(configHere(LESSON, 0, state, "coordinator")).toMatchObject({ workers: 30, f: 4 });
    expect(configHere(LESSON, 0, state, "page")).toMatchObject({ workers: 8, f: 1 });
    expect(actionWords({ kind: "flip", count: 1 }, { of: 8, here: 30, runs: ["a"] })).toBe(
      "Flip 4 of 30 workers",
    );
    const said = (action: Parameters<typeof hereWords>[0], of: number, run = { f: 4, attackers: 0 }) =>
      hereWords(action, { of, here: 30, run });
    expect(said({ kind: "flip", count: 1 }, 8)).toBe(" Here: 4 of 30 workers.");
    expect(said({ kind: "start", run: 0 }, 8)).toBe(
      " Here: 30 workers; after a start the rules expect 4 to lie.",
    );
    const two = { f: 9, attackers: 6 };
    expect(said({ kind: "start", run: 0 }, 10, two)).toBe(
      " Here: 6 of 30 lie; after a start the rules expect 9.",
    );
    expect([said({ kind: "flip", count: 1 }, 30), said({ kind: "start", run: 0 }, 30)]).toEqual(["", ""]);
    const { heard, room } = classroom();
    useLesson.setState({ open: openAt(LESSON, 2) });
    await act(room, openAt(LESSON, 2), { kind: "flip", count: 1 });
    expect(heard[0]).toMatch(/^flipMany .*"random":4/);
    expect(useLesson.getState().open?.pressed).toBe(0);
  });

  test("starts a run that is in the lobby, goes on with a paused one, and leaves a running one alone", async () => {
    const open = openAt(LESSON, 0);
    for (const [phase, expected] of [
      ["lobby", ["setClass", "start"]],
      ["paused", ["setClass", "start"]],
      ["running", ["setClass"]],
      ["finished", ["setClass", "again"]],
    ] as const) {
      useLesson.setState({ open });
      const config = configHere(LESSON, 0, roomOf(8), "coordinator");
      const state = { phase, round: 3, pausing: false, waitingFor: 0 } as RoomSnapshot["state"];
      useDashboard.setState(roomOf(8, { config, state }), true);
      const { heard, room } = classroom();
      await act(room, open, { kind: "start", run: 0 });
      expect(named(heard), phase).toEqual(expected);
      expect(useLesson.getState().open?.pressed, phase).toBe(0);
    }
  });

  test("begins a second run of the lesson as a new one, also where only a setting differs that may change in mid-run", async () => {
    const lesson = { ...LESSON, runs: [...LESSON.runs, { ...LESSON.runs[0], settings: { f: 3 } }] };
    const config = configHere(lesson, 0, roomOf(8), "coordinator");
    useDashboard.setState(roomOf(8, { config, state: { phase: "paused", round: 3 } }), true);
    useLesson.setState({ open: pressed(openAt(lesson, 0), 0) });
    const { heard, room } = classroom();
    await act(room, pressed(openAt(lesson, 0), 0), { kind: "start", run: 1 });
    expect(named(heard)).toEqual(["reset", "configure", "setClass", "start"]);
    expect(useLesson.getState().open?.run).toBe(1);
  });

  test("asks the class the lesson's question", async () => {
    useDashboard.setState(roomOf(8), true);
    useLesson.setState({ open: openAt(LESSON, 1) });
    const { heard, room } = classroom();
    await act(room, openAt(LESSON, 1), { kind: "vote", vote: 0 });
    expect(heard).toEqual([`openVote ${JSON.stringify(LESSON.votes[0])}`]);
    expect(useLesson.getState().open?.pressed).toBe(0);
  });

  test("asks the same question a second time, and closes the first vote before", async () => {
    const lesson = lessonOf(5);
    const who: Ballot = {
      id: "a",
      kind: "who",
      question: "Who is the traitor?",
      options: [],
      turn: 1,
      phase: "open",
      tallies: [],
      cast: 3,
      awaited: 5,
    };
    const openWho = `openVote ${JSON.stringify(lesson.votes[0])}`;
    for (const [more, expected] of [
      [{}, ["closeVote", "voteAgain"]],
      [{ phase: "closed" }, ["voteAgain"]],
      [{ phase: "shown" }, [openWho]],
      [{ phase: "closed", turn: 2 }, [openWho]],
      [{ kind: "question", phase: "closed" }, [openWho]],
    ] as const) {
      useDashboard.setState(roomOf(8, { votes: { ballot: { ...who, ...more } } }), true);
      const { heard, room } = classroom();
      await act(room, openAt(lesson, 3), { kind: "vote", vote: 0 });
      expect(heard).toEqual(expected);
    }
  });

  test("shows the confusion table of the rule that its step names", async () => {
    const step = lessonOf(3).steps.find(({ do: { kind } }) => kind === "show");
    const { room } = classroom();
    await act(room, openAt(lessonOf(3), 2), step!.do);
    expect(useView.getState()).toMatchObject({ panel: "rules", tab: "confusion", confusion: "mda" });
    expect(actionWords(step!.do, { of: 10, here: 10, runs: [] })).toBe("Show Confusion of MDA");
  });

  test("flips as many as are missing: a second press makes no second liar", async () => {
    const workers = roomOf(8).order.map((_, i) => worker(i));
    workers[2].role = { kind: "malicious", attack: { kind: "bitFlip", factor: 10 } };
    useDashboard.setState(roomOf(8, { workers }), true);
    const { heard, room } = classroom();
    useLesson.setState({ open: openAt(LESSON, 2) });
    await act(room, openAt(LESSON, 2), { kind: "flip", count: 1 });
    expect([heard, useLesson.getState().open?.pressed]).toEqual([[], 0]);
    await act(room, openAt(LESSON, 2), { kind: "flip", count: 3 });
    expect(heard[0]).toMatch(/^flipMany .*"random":2/);
  });

  test("its run stays its own when somebody comes or leaves, and another lesson's is not", async () => {
    const config = configHere(LESSON, 0, roomOf(30), "coordinator");
    const state = { phase: "paused", round: 3 } as const;
    useDashboard.setState(roomOf(31, { config, state }), true);
    const now = useDashboard.getState();
    expect([hasRun(now, LESSON, 0), isOthersRun(now, LESSON), isOthersRun(now, lessonOf(2))]).toEqual([
      true,
      false,
      true,
    ]);
    useLesson.setState({ open: pressed(openAt(LESSON, 0), 0) });
    const { heard, room } = classroom();
    await act(room, pressed(openAt(LESSON, 0), 0), { kind: "start", run: 0 });
    expect(named(heard)).toEqual(["setClass", "start"]);
    expect(resumedAt(LESSON, 0).pressed).toBe(0);
    // runs of lesson 10 differ only in f, which grows with the class
    const fear = lessonOf(10);
    useDashboard.setState(
      roomOf(30, { config: configHere(fear, 1, roomOf(30), "coordinator"), state }),
      true,
    );
    expect([0, 1, 2].map((run) => hasRun(useDashboard.getState(), fear, run))).toEqual([false, true, false]);
  });

  test("has no liar left of its run before where it says that nobody lies", () => {
    const lesson = lessonOf(8);
    const liars = [0, 4].map((run) => configHere(lesson, run, roomOf(10), "coordinator").attackers);
    expect(liars).toEqual([4, 0]);
  });

  test("a step that was refused counts as not done", async () => {
    useDashboard.setState(roomOf(8), true);
    useLesson.setState({ open: openAt(LESSON, 2) });
    const commands = { flipMany: async () => ({ ok: false, code: "wrong-phase", detail: "" }) };
    await act({ commands: commands as unknown as Commands, place: "page" }, openAt(LESSON, 2), {
      kind: "honest",
    });
    expect(useLesson.getState().open?.pressed).toBeUndefined();
  });
});

describe("the strip", () => {
  const markup = () =>
    renderToStaticMarkup(
      <CommandsProvider value={classroom().room.commands}>
        <LessonStrip />
      </CommandsProvider>,
    );

  test("says the step's sentence, and emphasises its button before the next step", () => {
    useDashboard.setState(roomOf(8), true);
    useLesson.setState({ open: openAt(LESSON, 2) });
    const shown = markup();
    expect(shown).toContain(LESSON.steps[2].say);
    expect(shown).toMatch(/class="button primary"[^>]*>Flip one worker</);
    expect(shown).toContain('aria-label="step 3 of 6"');
  });

  test("offers a step's button again in a run that has begun since it was pressed", () => {
    useDashboard.setState(roomOf(8), true);
    const offer = () => /data-offer="(\w+)"/.exec(markup())?.[1];
    useLesson.setState({ open: pressed(openAt(LESSON, 2), 4, "a") });
    expect(offer()).toBe("watch");
    useDashboard.setState(roomOf(8, { run: "b" }), true);
    expect(offer()).toBe("do");
  });

  test("says how many workers are missing, and what else to look at when a step is late", () => {
    useDashboard.setState(roomOf(5), true);
    useLesson.setState({ open: openAt(LESSON, 0) });
    const short = markup();
    expect(short).toContain("5 of 8 workers are here, 3 are missing. <em>+ swarm</em>");
    expect(short).toMatch(/data-testid="lesson-do" disabled=""/);
    useLesson.setState({ open: pressed(openAt(LESSON, 0), -20) });
    expect(markup()).toContain(`Not yet. </strong>${LESSON.steps[0].ifNot}`);
  });

  test("does not start a run that holds for other numbers alone, and links to it elsewhere", () => {
    const lesson = lessonOf(2);
    useLesson.setState({ open: openAt(lesson, 1) });
    useDashboard.setState(roomOf(30), true);
    const shown = markup();
    expect(shown).toContain("This needs exactly 9 workers, and 30 are here.");
    expect(shown).toContain('href="/playground?lesson=too-many-traitors"');
    expect(shown).toContain('href="/replay?run=lessons/02-too-many-traitors.1"');
    expect(shown).toMatch(/data-testid="lesson-do" disabled=""/);
    useDashboard.setState(roomOf(9), true);
    expect(markup()).toContain(lesson.steps[1].say);
  });

  test("starts a larger run in a page once the workers of the one before are there", () => {
    const lesson = lessonOf(11);
    const config = configHere(lesson, 0, roomOf(10), "page");
    const shown = (workers: number) => {
      useDashboard.setState(roomOf(workers, { config }), true);
      useLesson.setState({ open: openAt(lesson, 2) });
      return renderToStaticMarkup(
        <PlaceProvider value="page">
          <CommandsProvider value={classroom().room.commands}>
            <LessonStrip />
          </CommandsProvider>
        </PlaceProvider>,
      );
    };
    expect(shown(9)).toMatch(/9 of 10 workers.*data-testid="lesson-do" disabled=""/);
    expect(shown(10)).toMatch(/data-testid="lesson-do">Start/);
  });

  test("asks at every step before it ends a run that is not the lesson's", () => {
    const config = RunConfig.parse({ model: "mlp", workers: 8 });
    useDashboard.setState(roomOf(9, { config, state: { phase: "paused", round: 3 } }), true);
    useLesson.setState({ open: openAt(lessonOf(2), 3) });
    expect(markup()).toContain("End this run and start");
    const own = configHere(lessonOf(2), 0, roomOf(9), "coordinator");
    useDashboard.setState(roomOf(9, { config: own, state: { phase: "paused", round: 3 } }), true);
    expect(markup()).not.toContain("End this run");
  });
});

describe("a step that opens a page", () => {
  test.each([
    [7, "batch-size", BatchSizePage],
    [9, "coordinator-view", CoordinatorViewPage],
  ] as const)("is in lesson %i, and calls the page %s by its heading", (number, page, Page) => {
    const lesson = lessonOf(number);
    const step = lesson.steps.findIndex(({ do: action }) => action.kind === "open" && action.page === page);
    useLesson.setState({ open: openAt(lesson, step) });
    const shown = renderToStaticMarkup(
      <CommandsProvider value={classroom().room.commands}>
        <LessonStrip />
      </CommandsProvider>,
    );
    expect(shown).toContain(`href="${sitePageAddress(page, false)}" target="_blank"`);
    expect(shown).toContain(`Open: ${PAGES[page]}</a>`);
    expect(renderToStaticMarkup(<Page search="" />)).toContain(`>${PAGES[page]}</h1>`);
  });

  test("counts as done once its link is followed, and asks the room for nothing", async () => {
    const lesson = lessonOf(9);
    useDashboard.setState(roomOf(0), true);
    useLesson.setState({ open: openAt(lesson, 2) });
    const { heard, room } = classroom();
    await act(room, openAt(lesson, 2), lesson.steps[2].do);
    expect([heard, useLesson.getState().open?.pressed]).toEqual([[], 0]);
  });
});

test("a run from the notes starts in a class of its size alone, as from its step", () => {
  const lesson = lessonOf(2);
  const shown = (workers: number) => {
    useDashboard.setState(roomOf(workers), true);
    return renderToStaticMarkup(
      <CommandsProvider value={classroom().room.commands}>
        <LessonRuns lesson={lesson} open={openAt(lesson, 1)} />
      </CommandsProvider>,
    );
  };
  const [large, small, exact] = [30, 5, 9].map(shown);
  expect(large).toContain("This needs exactly 9 workers, and 30 are here.");
  expect(large.match(/disabled=""/g)).toHaveLength(lesson.runs.length);
  expect(large).toContain('href="/playground?lesson=too-many-traitors"');
  expect(small).toContain("5 of 9 workers are here, 4 are missing.");
  expect(small.match(/disabled=""/g)).toHaveLength(lesson.runs.length);
  expect(exact).not.toMatch(/disabled=""|exactly/);
});

test("notes wait for a question on a screen that hides roles", () => {
  useDashboard.setState(roomOf(8), true);
  expect(renderToStaticMarkup(<Notes lesson={LESSON} />)).toContain(LESSON.notes[0]);
  useView.setState({ hideTruth: true });
  const hidden = renderToStaticMarkup(<Notes lesson={LESSON} />);
  expect(hidden).toContain("Show the notes");
  expect(hidden).not.toContain(LESSON.notes[0]);
});
