import type { Learner } from "../training/learner";
import { type EverySecond, withinSeconds } from "./seconds";

/** A GPU in software compiles its programs in the first step for up to half a minute. */
const FIRST_SECONDS = 120;
/** Less than the default deadline of a round would end healthy backends on a machine that is busy for a moment. */
const LEAST_SECONDS = 20;
/** How much longer than all recent steps is far longer. */
const TIMES = 10;
/** After so many steps the first one, which compiles, no longer counts. */
const RECENT = 20;

export interface WatchOptions {
  everySecond: EverySecond;
  /** Whether the backend is gone, for one that can tell: a lost context may answer with zeros. */
  isLost?(): boolean;
  /** Called once, with the reason as part of a sentence. */
  died(why: string): void;
}

export interface BackendWatch {
  /**
   * Steps of one kind, such as those of one learner, of which the first may take long. Each resolves as its work does.
   * If the work fails, takes far longer than the steps before it, or the backend is gone, the backend has died, and the
   * step never settles.
   */
  steps(): <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** The learner with watched steps. */
  learner(learner: Learner): Learner;
  /** The backend itself says that it is gone. */
  lost(why: string): void;
}

/** Decides when a backend, which was chosen because it computed correctly, has died. Names no backend. */
export function watchBackend({ everySecond, isLost = () => false, died }: WatchOptions): BackendWatch {
  let isDead = false;
  const end = (why: string) => {
    if (isDead) return;
    isDead = true;
    died(why);
  };
  const never = () => new Promise<never>(() => {});

  function steps() {
    let recent: number[] = [];
    return async <Result>(work: () => Promise<Result>): Promise<Result> => {
      if (isDead) return never();
      const limit =
        recent.length === 0 ? FIRST_SECONDS : Math.max(LEAST_SECONDS, TIMES * Math.max(...recent));
      try {
        const { result, seconds } = await withinSeconds(limit, everySecond, work());
        if (isLost()) end("its context was lost");
        if (isDead) return never();
        recent = [...recent, seconds].slice(-RECENT);
        return result;
      } catch (error) {
        end(error instanceof Error ? error.message : String(error));
        return never();
      }
    };
  }
  return {
    steps,
    learner(learner) {
      const step = steps();
      return {
        gradients: (...request) => step(() => learner.gradients(...request)),
        dispose: () => learner.dispose(),
      };
    },
    lost: end,
  };
}
