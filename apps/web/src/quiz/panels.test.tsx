import type { AskedQuiz, QuizCount, QuizView } from "@honest-majority/protocol";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, test } from "vitest";
import { type Commands, CommandsProvider } from "../dashboard/commands";
import { QuizPanel } from "../dashboard/lessons/QuizPanel";
import { QuizStrip } from "../dashboard/QuizStrip";
import { type DashboardState, NOTHING_YET, type RoomFacts } from "../dashboard/state";
import { useDashboard } from "../dashboard/store";
import { hideTruth } from "../dashboard/view";
import { QuizLine } from "../projector/ProjectorQuiz";
import { QuizCard } from "./QuizCard";

const QUESTION = { question: "Median of 1, 2 and 9?", options: ["two", "four"] };
const asked = (more: Partial<AskedQuiz> = {}): AskedQuiz => ({
  questions: [QUESTION],
  open: "before",
  answered: [],
  ...more,
});
const text = (node: React.ReactNode) =>
  renderToStaticMarkup(node)
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
const card = (quiz: AskedQuiz) => text(<QuizCard quiz={quiz} onAnswer={() => {}} />);

describe("QuizCard", () => {
  test("asks each question once, then says that the answers are in", () => {
    expect(card(asked())).toMatch(
      /before the lessons.*1\. Median of 1, 2 and 9\? A\. two B\. four.*1 of 1 are left/,
    );
    const done = card(asked({ answered: ["before"] }));
    expect(done).toContain("Your answers are in.");
    expect(done).not.toContain("four");
    expect(card(asked({ open: "after", answered: ["before"] }))).toContain("A quiz, after the lessons");
  });

  test("shows at the end what was right, and how many were before", () => {
    const results = { right: [0], own: { before: [0], after: [1] } };
    expect(card(asked({ open: undefined, answered: ["before", "after"], results }))).toMatch(
      /0 of 1 right , and 1 before the lessons.*two – you answered: four/,
    );
  });
});

describe("QuizPanel", () => {
  afterEach(() => {
    useDashboard.setState(NOTHING_YET, true);
    hideTruth(false);
  });
  const quiz: QuizView = {
    questions: [{ ...QUESTION, answer: 0 }],
    tallies: { before: { answered: 5, right: [2] }, after: { answered: 0, right: [0] } },
  };
  const open: QuizView = { ...quiz, tallies: { ...quiz.tallies, after: { answered: 2 } } };
  const quizCount: QuizCount = { time: "after", answered: 2, awaited: 3 };
  const shown = (part: React.ReactNode, quiz?: Pick<DashboardState, "quiz" | "quizCount">) => {
    const room = { room: "KRUM-42" } as RoomFacts;
    useDashboard.setState({ ...NOTHING_YET, connection: { kind: "watching" }, room, ...quiz }, true);
    return text(<CommandsProvider value={{} as Commands}>{part}</CommandsProvider>);
  };
  const panel = (quiz?: QuizView, quizCount?: QuizCount) => shown(<QuizPanel />, { quiz, quizCount });

  test("asks before and after, and shows how many have answered and how many are right", () => {
    expect(panel()).toMatch(/Ask before the lessons Ask after the lessons $/);
    expect(panel(quiz)).toMatch(/two 2 of 5 – Save the answers \(CSV\)/);
    expect(panel(open, quizCount)).toMatch(/Close the quiz 2 have answered, waiting for 3 more $/);
  });

  test("has one line on the dashboard and on the projector while it is open", () => {
    expect(shown(<QuizStrip />, { quiz: open, quizCount })).toMatch(
      /^ ?Quiz after the lessons 2 have answered, waiting for 3 more Close the quiz/,
    );
    expect(shown(<QuizLine />, { quizCount })).toMatch(
      /^ ?Quiz after the lessons .*own page\. 2 have answered, waiting for 3 more ?$/,
    );
    expect([shown(<QuizStrip />, { quiz }), shown(<QuizLine />)]).toEqual(["", ""]);
  });

  test("shows no tally on a screen that hides roles, before a question", () => {
    hideTruth(true);
    const hidden = panel(quiz);
    expect(hidden).toContain("Show how many are right");
    expect(hidden).not.toContain("2 of 5");
  });
});
