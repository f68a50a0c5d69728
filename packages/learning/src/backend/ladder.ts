import type { SelfTest } from "./selfTest";

/** A rung of the ladder, which is a list of tfjs backends from the best to the last: one backend that may be used. */
export interface Rung {
  /** As dashboards, logs and flags name it. */
  name: string;
  /** Makes it the current backend; throws an Error with a reason for people when that is not possible. */
  start(): Promise<void>;
}

/** Why a rung cannot be used: it did not start, or its self-test failed. */
export type Failure<R extends Rung> =
  | { rung: R; error: unknown; detail?: undefined }
  | { rung: R; error?: undefined; detail: string };

export interface Climb<R extends Rung> {
  /** Undefined when no rung can be used. */
  rung: R | undefined;
  /** The rungs before it, in their order. */
  failures: Failure<R>[];
}

/** Tries backends from the best to the last until one starts and passes the self-test. Names no backend itself. */
export async function climbLadder<R extends Rung>(
  rungs: readonly R[],
  selfTest: () => Promise<SelfTest>,
): Promise<Climb<R>> {
  const failures: Failure<R>[] = [];
  for (const rung of rungs) {
    try {
      await rung.start();
      const test = await selfTest();
      if (test.ok) return { rung, failures };
      failures.push({ rung, detail: test.detail });
    } catch (error) {
      failures.push({ rung, error });
    }
  }
  return { rung: undefined, failures };
}
