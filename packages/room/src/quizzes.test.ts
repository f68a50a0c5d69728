import { describe, expect, test } from "vitest";
import { openClass } from "./openClass.cases";

const QUESTIONS = [{ question: "Median of 1, 2 and 9?", options: ["2", "4"], answer: 0 }];
const OK = { ok: true };

async function classWithQuiz(parts: Parameters<typeof openClass>[4] = {}) {
  const opened = await openClass({}, undefined, undefined, undefined, parts);
  const ids = [await opened.join(undefined, { votes: true }), await opened.join(undefined, { votes: true })];
  const machine = await opened.join();
  return { ...opened, ids, machine };
}

describe("the quiz of a class", () => {
  test("reaches those that vote and the instructor alone, and no record; everybody sees how many have answered", async () => {
    const { room, ids, machine, told } = await classWithQuiz();
    expect(room.quizzes.open({ time: "before", questions: QUESTIONS })).toEqual(OK);
    expect(room.answerQuiz(ids[0], { time: "before", answers: [0] })).toEqual(OK);
    expect(room.answerQuiz(machine, { time: "before", answers: [0] })).toMatchObject({ code: "wrong-quiz" });
    const heard = told.filter(({ event }) => event === "quiz:changed");
    const quizCount = { time: "before", answered: 1, awaited: 1 };
    // both are asked, and the first hears that its answer is in; a watcher without the key hears how many are
    expect(heard.map(({ to }) => to)).toEqual([...ids, "watcher", ids[0], "watcher"]);
    expect(heard[4].args).toEqual([{ count: quizCount }]);
    expect(JSON.stringify(heard)).not.toContain('"answer"');
    expect(room.watched(false)).toMatchObject({ quizCount });
    expect(room.watched(false)).not.toHaveProperty("quiz");
    expect(room.watched(true)).toMatchObject({ quizCount, quiz: { tallies: { before: { answered: 1 } } } });
    expect(room.watched(true).quiz?.tallies.before).not.toHaveProperty("right");
    expect(JSON.stringify([room.kept(), room.record(true), room.snapshot(true)])).not.toContain(
      "Median of 1",
    );
  });

  test("is shown to a page that joins again, and ends on all pages", async () => {
    const { room, ids, told } = await classWithQuiz();
    room.quizzes.open({ time: "after", questions: QUESTIONS });
    room.answerQuiz(ids[0], { time: "after", answers: [1] });
    expect(room.quizzes.viewFor({ id: ids[0], votes: true })).toMatchObject({ answered: ["after"] });
    expect(room.quizzes.csv()).toMatchObject({ detail: "the quiz is open: close it first" });
    room.quizzes.close();
    expect(room.quizzes.csv()).toEqual({
      ok: true,
      csv: "before q1,after q1,score before,score after\r\n,B,,0\r\n",
    });
    expect(room.quizzes.end()).toEqual(OK);
    expect(told.filter(({ to, event }) => to === ids[0] && event === "quiz:changed").at(-1)?.args).toEqual([
      {},
    ]);
    expect(room.watched(true)).not.toHaveProperty("quiz");
    expect([room.quizzes.csv(), room.quizzes.end()]).toMatchObject([
      { code: "wrong-quiz" },
      { code: "wrong-quiz" },
    ]);
  });

  test("is answered by the person at the dashboard only where nobody else can", async () => {
    const inClass = await classWithQuiz();
    inClass.room.quizzes.open({ time: "before", questions: QUESTIONS });
    const request = { time: "before", answers: [0] } as const;
    expect(inClass.room.answerViewerQuiz({ ...request, answers: [0] })).toMatchObject({ code: "wrong-quiz" });
    const alone = await classWithQuiz({ viewerVotes: true });
    alone.room.quizzes.open({ time: "before", questions: QUESTIONS });
    expect(alone.room.answerViewerQuiz({ ...request, answers: [0] })).toEqual(OK);
    expect(alone.room.watched(true)).toMatchObject({
      quiz: { asked: { answered: ["before"] } },
      quizCount: { answered: 1, awaited: 2 },
    });
  });
});
