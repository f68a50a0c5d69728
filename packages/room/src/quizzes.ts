/** The quiz of a class: passes requests to it, and its changes to the pages. It is kept in memory alone. */
import { type Clock, type Outbox, throttled } from "@honest-majority/conductor";
import {
  type Answer,
  type AnswerQuizRequest,
  type AskedQuiz,
  type CoordinatorToDashboard,
  type QuizCount,
  type QuizQuestions,
  type QuizTime,
  type QuizView,
  refuse,
} from "@honest-majority/protocol";
import { askedQuiz, type Quiz, type QuizEvent, quizCount, quizCsv, quizView, stepQuiz } from "./quiz";
import type { Member } from "./roster";

export interface QuizzesParts {
  /** The room's own: what goes to the instructor does not depend on who may see roles. */
  outbox: Pick<Outbox<CoordinatorToDashboard>, "toWorker" | "toDashboards">;
  clock: Clock;
  shuffled: <T>(list: readonly T[]) => T[];
  /** The person at the instructor's dashboard answers too. */
  viewerVotes: boolean;
  members: () => readonly Member[];
}

/** No worker has this id. */
const VIEWER = "viewer";
const COUNT_MS = 150;

export class Quizzes {
  readonly #parts: QuizzesParts;
  #quiz: Quiz | undefined;
  readonly #showCount: () => void;

  constructor(parts: QuizzesParts) {
    this.#parts = parts;
    this.#showCount = throttled(parts.clock, COUNT_MS, () => this.#tellDashboards());
  }

  /** For the instructor alone. */
  view(): QuizView | undefined {
    if (this.#quiz === undefined) return undefined;
    const view = quizView(this.#quiz);
    return this.#parts.viewerVotes ? { ...view, asked: askedQuiz(this.#quiz, VIEWER) } : view;
  }

  /** For all dashboards; undefined while the quiz is closed. */
  count(): QuizCount | undefined {
    if (this.#quiz === undefined) return undefined;
    const here = this.#voters()
      .filter(({ presence }) => presence !== "left")
      .map(({ id }) => id);
    return quizCount(this.#quiz, this.#parts.viewerVotes ? [...here, VIEWER] : here);
  }

  /** Undefined where this member has nothing to answer or to see. */
  viewFor({ id, votes }: Pick<Member, "id" | "votes">): AskedQuiz | undefined {
    return votes === true && this.#quiz !== undefined ? askedQuiz(this.#quiz, id) : undefined;
  }

  open({ time, questions }: { time: QuizTime; questions: QuizQuestions }): Answer {
    return this.#step({ kind: "open", time, questions }, () => this.#tellAll());
  }

  close(): Answer {
    return this.#step({ kind: "close" }, () => this.#tellAll());
  }

  end(): Answer {
    if (this.#quiz === undefined) return NO_QUIZ;
    this.#quiz = undefined;
    this.#tellAll();
    return { ok: true };
  }

  /** `worker` unset: the person at the instructor's dashboard. */
  answer({ time, answers }: AnswerQuizRequest, worker?: string): Answer {
    if (worker !== undefined && !this.#voters().some(({ id }) => id === worker))
      return refuse("wrong-quiz", "this client joined without votes: true, so it answers no quiz");
    return this.#step({ kind: "answer", time, answers, who: worker ?? VIEWER }, () => {
      if (worker !== undefined) this.#tell(worker);
      this.#showCount();
    });
  }

  csv(): Answer<{ csv: string }> {
    if (this.#quiz === undefined) return NO_QUIZ;
    if (this.#quiz.open !== undefined) return refuse("wrong-quiz", "the quiz is open: close it first");
    return { ok: true, csv: quizCsv(this.#quiz, this.#parts.shuffled) };
  }

  /** Somebody has joined or left. */
  votersChanged(): void {
    if (this.#quiz?.open !== undefined) this.#showCount();
  }

  #step(event: QuizEvent, tell: () => void): Answer {
    const next = stepQuiz(this.#quiz, event);
    if ("ok" in next) return next;
    this.#quiz = next;
    tell();
    return { ok: true };
  }

  #voters(): readonly Member[] {
    return this.#parts.members().filter(({ votes }) => votes);
  }

  #tellAll(): void {
    for (const { id } of this.#voters()) this.#tell(id);
    this.#tellDashboards();
  }

  #tell(worker: string): void {
    const quiz = this.#quiz && askedQuiz(this.#quiz, worker);
    this.#parts.outbox.toWorker(worker, "quiz:changed", { quiz });
  }

  #tellDashboards(): void {
    const count = this.count();
    this.#parts.outbox.toDashboards("quiz:changed", (instructor) => [
      { count, ...(instructor && { quiz: this.view() }) },
    ]);
  }
}

const NO_QUIZ = refuse("wrong-quiz", "there is no quiz: open one first");
