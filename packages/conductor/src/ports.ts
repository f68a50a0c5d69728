/** Outgoing messages and time, as rooms and conductors use them. Tests inject their own. */
import type {
  CoordinatorToDashboard,
  CoordinatorToWorker,
  RoundProgress,
  RoundRecord,
} from "@honest-majority/protocol";

/** What a run and its room tell dashboards. Workers have ids here; the room, which knows their places, sends places. */
export interface ToDashboards
  extends Omit<CoordinatorToDashboard, "round:opened" | "round:progress" | "round:closed"> {
  "round:opened": (progress: RoundProgress) => void;
  "round:progress": (progress: RoundProgress) => void;
  "round:closed": (record: RoundRecord) => void;
}

/** Outgoing messages. `Events`: those to dashboards. */
export interface Outbox<
  Events extends { [Event in keyof Events]: (...args: never[]) => void } = ToDashboards,
> {
  toWorker<Event extends keyof CoordinatorToWorker>(
    worker: string,
    event: Event,
    ...args: Parameters<CoordinatorToWorker[Event]>
  ): void;
  /** One message to several workers, encoded once. */
  toWorkers<Event extends keyof CoordinatorToWorker>(
    workers: readonly string[],
    event: Event,
    ...args: Parameters<CoordinatorToWorker[Event]>
  ): void;
  /**
   * `compose` is called twice: for the instructor's dashboards, and for the others. `truth`: these may see roles. They get
   * nothing when it returns undefined. Only those that watch a panel get its event.
   */
  toDashboards<Event extends keyof Events>(
    event: Event,
    compose: (truth: boolean) => Parameters<Events[Event]> | undefined,
  ): void;
  /** Ends the worker's connection after saying why. */
  dismiss(worker: string, ...args: Parameters<CoordinatorToWorker["worker:dismissed"]>): void;
}

export interface Clock {
  /** Milliseconds of a clock that nobody sets, for times between two moments. */
  now(): number;
  /** Unix milliseconds, for records alone: the system's clock may be set back, or forward, at any moment. */
  date(): number;
  /** Returns a function that cancels the action. */
  after(ms: number, action: () => void): () => void;
}

/** Lets `action` run at most once in `ms`, and once more after the last call. */
export function throttled(clock: Clock, ms: number, action: () => void): () => void {
  let pending = false;
  let again = false;
  const wake = () => {
    pending = false;
    if (!again) return;
    again = false;
    fire();
  };
  const fire = () => {
    pending = true;
    clock.after(ms, wake);
    action();
  };
  return () => {
    if (pending) again = true;
    else fire();
  };
}
