/** A quiz of the class, from its first answer before the lessons to the last one after them. Pure. */
import {
  type AskedQuiz,
  QUIZ_TIMES,
  type QuizCount,
  type QuizQuestions,
  type QuizTally,
  type QuizTime,
  type QuizView,
  type Refusal,
  refuse,
} from "@honest-majority/protocol";

export interface Quiz {
  questions: QuizQuestions;
  /** Absent while it is closed. */
  open?: QuizTime;
  /** By who answered, which pairs the answers before with those after. No message has it. */
  answers: ReadonlyMap<string, Answers>;
}

/** Of one, at each time that it answered: for each question the index of an option. */
type Answers = Partial<Record<QuizTime, readonly number[]>>;

export type QuizEvent =
  | { kind: "open"; time: QuizTime; questions: QuizQuestions }
  | { kind: "answer"; time: QuizTime; who: string; answers: readonly number[] }
  | { kind: "close" };

const WHEN = { before: "before the lessons", after: "after the lessons" } as const;

/** `quiz` is undefined before it is first opened. */
export function stepQuiz(quiz: Quiz | undefined, event: QuizEvent): Quiz | Refusal {
  if (event.kind === "open") return opened(quiz, event);
  if (quiz?.open === undefined) return refuse("wrong-quiz", "the quiz is closed: wait until it is opened");
  switch (event.kind) {
    case "answer":
      return answered(quiz, event);
    case "close":
      return { questions: quiz.questions, answers: quiz.answers };
    default:
      return event satisfies never;
  }
}

function opened(
  quiz: Quiz | undefined,
  { time, questions }: Extract<QuizEvent, { kind: "open" }>,
): Quiz | Refusal {
  if (quiz === undefined) return { questions, open: time, answers: new Map() };
  if (quiz.open !== undefined) return refuse("wrong-quiz", "the quiz is open: close it first");
  if (JSON.stringify(quiz.questions) !== JSON.stringify(questions))
    return refuse("wrong-quiz", "the class has a quiz with other questions: end that one first");
  return { ...quiz, open: time };
}

function answered(
  quiz: Quiz,
  { time, who, answers }: Extract<QuizEvent, { kind: "answer" }>,
): Quiz | Refusal {
  if (time !== quiz.open)
    return refuse("wrong-quiz", `the quiz ${WHEN[time]} is closed: answer the one that is shown`);
  const own = quiz.answers.get(who);
  if (own?.[time] !== undefined)
    return refuse("wrong-quiz", "your answers are in already: each is counted once");
  const { questions } = quiz;
  if (answers.length !== questions.length)
    return refuse("malformed", `answers: must have ${questions.length} entries, got ${answers.length}`);
  const wrong = answers.findIndex((option, i) => option >= questions[i].options.length);
  if (wrong >= 0)
    return refuse(
      "malformed",
      `answers.${wrong}: must be from 0 to ${questions[wrong].options.length - 1}, got ${answers[wrong]}: choose one that is shown`,
    );
  return { ...quiz, answers: new Map(quiz.answers).set(who, { ...own, [time]: answers }) };
}

/** What one that answers sees; undefined where there is nothing to see. */
export function askedQuiz({ questions, open, answers }: Quiz, who: string): AskedQuiz | undefined {
  const own = answers.get(who) ?? {};
  const done = open === undefined && own.after !== undefined;
  if (open === undefined && !done) return undefined;
  return {
    questions: questions.map(({ question, options }) => ({ question, options })),
    ...(open !== undefined && { open }),
    answered: QUIZ_TIMES.filter((time) => own[time] !== undefined),
    ...(done && { results: { right: questions.map(({ answer }) => answer), own: copied(own) } }),
  };
}

function copied(own: Answers): Partial<Record<QuizTime, number[]>> {
  return Object.fromEntries(Object.entries(own).map(([time, answers]) => [time, [...answers]]));
}

/** What everybody sees; undefined while it is closed. `here`: who can answer and is here. */
export function quizCount(quiz: Quiz, here: readonly string[]): QuizCount | undefined {
  const { open: time, answers } = quiz;
  if (time === undefined) return undefined;
  const awaited = here.filter((who) => answers.get(who)?.[time] === undefined).length;
  return { time, answered: tallyOf(quiz, time).answered, awaited };
}

/** What the instructor sees. */
export function quizView(quiz: Quiz): Omit<QuizView, "asked"> {
  const tallies = { before: tallyOf(quiz, "before"), after: tallyOf(quiz, "after") };
  return { questions: quiz.questions, tallies };
}

function tallyOf({ questions, open, answers }: Quiz, time: QuizTime): QuizTally {
  const given = [...answers.values()].flatMap((own) => (own[time] === undefined ? [] : [own[time]]));
  if (open === time) return { answered: given.length };
  return {
    answered: given.length,
    right: questions.map(({ answer }, i) => given.filter((options) => options[i] === answer).length),
  };
}

/**
 * One line for each that answered, in the order that `shuffled` gives: its options as letters, before and after, and how many
 * are right. A cell is empty where it did not answer.
 */
export function quizCsv({ questions, answers }: Quiz, shuffled: <T>(list: readonly T[]) => T[]): string {
  const head = [
    ...QUIZ_TIMES.flatMap((time) => questions.map((_, i) => `${time} q${i + 1}`)),
    ...QUIZ_TIMES.map((time) => `score ${time}`),
  ];
  const lines = shuffled([...answers.values()]).map((own) => [
    ...QUIZ_TIMES.flatMap((time) => questions.map((_, i) => letterOf(own[time]?.[i]))),
    ...QUIZ_TIMES.map(
      (time) => own[time] && questions.filter(({ answer }, i) => own[time]?.[i] === answer).length,
    ),
  ]);
  return [head, ...lines].map((cells) => `${cells.map((cell) => cell ?? "").join(",")}\r\n`).join("");
}

const letterOf = (option: number | undefined) =>
  option === undefined ? undefined : String.fromCharCode(65 + option);
