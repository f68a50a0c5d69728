/** Answers the page's question again as the models learn, at a pace that does not slow training. */
import type { LatestModels } from "@honest-majority/worker";
import type { Answer, Question } from "./messages";

/** The least time between two answers to one question. */
export const ANSWER_EVERY_MS = 700;

export interface AskingEnv {
  models(): LatestModels | undefined;
  predict(parameters: readonly Float32Array[], picture: Uint8Array): Promise<(readonly number[] | null)[]>;
  post(answer: Answer): void;
  now(): number;
  /** Calls `what` later. */
  after(ms: number, what: () => void): void;
}

export interface Asking {
  /** Replaces the question; undefined ends it. */
  ask(question: Question | undefined): void;
  /** The worker has trained for another round. */
  trained(): void;
}

export function createAsking(env: AskingEnv): Asking {
  let question: Question | undefined;
  let nextMs = Number.NEGATIVE_INFINITY;
  let waiting = false;
  let answering = false;
  /** Of the last answer, so that one model is asked once. */
  let answered: { question: number; run: string; round: number } | undefined;

  async function answer(): Promise<void> {
    const models = env.models();
    const asked = question;
    if (answering || asked === undefined || models === undefined) return;
    const { run, round, live, diverged } = models;
    if (answered?.question === asked.id && answered.run === run && answered.round === round) return;
    answering = true;
    answered = { question: asked.id, run, round };
    nextMs = env.now() + ANSWER_EVERY_MS;
    try {
      const shares = await env.predict(
        live.map(({ parameters }) => parameters),
        asked.picture,
      );
      if (question === asked) {
        const seen = live.map(({ label }, i) => ({ label, shares: shares[i] }));
        env.post({
          question: asked.id,
          round,
          arms: [...seen, ...diverged.map((label) => ({ label, shares: null }))],
        });
      }
    } finally {
      answering = false;
    }
    if (question !== asked) void answer();
  }

  return {
    ask(next) {
      question = next;
      void answer();
    },
    trained() {
      if (question === undefined || waiting) return;
      const restMs = nextMs - env.now();
      if (restMs <= 0) return void answer();
      waiting = true;
      env.after(restMs, () => {
        waiting = false;
        void answer();
      });
    },
  };
}
