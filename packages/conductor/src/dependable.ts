/** Goes on without a GPU that dies in mid-run. Knows no backend and no thread. */
import type { Passes } from "@honest-majority/robust";

/** What a run goes on with when its passes or the tfjs backend die. The caller owns the backends. */
export interface Reserve {
  /** Passes that need no GPU. */
  passes: Passes<unknown>;
  /** Tests the tfjs backend. If it computes wrongly, makes another one the current backend and returns true. */
  replaceDead(why: string): Promise<boolean>;
  /** The run goes on with `passes`. `died`: the backend had died too; otherwise its passes alone failed. */
  taken(why: string, died: boolean): void;
}

/** Says why a result may be that of a dead GPU, which answers with zeros or NaN; undefined for one that can be trusted. */
export type Doubt<Result> = (result: Result) => string | undefined;

type Tried<Result> = { result: Result; error?: undefined } | { error: unknown };

/**
 * A run's work, which is done again on the reserve when it fails or its result is doubtful. The second result decides: if it is as
 * doubtful, the updates are the reason and not the GPU, which stays in use.
 */
export class DependableWork {
  #passes: Passes<unknown>;
  readonly #reserve: Reserve | undefined;
  readonly #moved: (passes: Passes<unknown>) => void;

  /** `moved`: called when the run is to use other passes. */
  constructor(
    passes: Passes<unknown>,
    reserve: Reserve | undefined,
    moved: (passes: Passes<unknown>) => void,
  ) {
    this.#passes = passes;
    this.#reserve = reserve;
    this.#moved = moved;
  }

  /** `work` uses these passes, and maybe the tfjs backend; it may be called twice, and must change nothing. */
  async onPasses<Result>(
    work: (passes: Passes<unknown>) => Promise<Result>,
    doubt: Doubt<Result>,
  ): Promise<Result> {
    const reserve = this.#reserve;
    const first = await attempt(() => work(this.#passes));
    const why = troubleOf(first, doubt);
    if (why === undefined || reserve === undefined) return resultOf(first);
    const died = await reserve.replaceDead(why);
    if (!died && this.#passes === reserve.passes) return resultOf(first);
    const second = await attempt(() => work(reserve.passes));
    if (died || troubleOf(second, doubt) === undefined) this.#move(reserve, why, died);
    return resultOf(second);
  }

  /** Whether nothing replaces these passes. */
  isLast(passes: Passes<unknown>): boolean {
    return this.#reserve === undefined || this.#reserve.passes === passes;
  }

  /** `work` uses the tfjs backend alone; the same holds for it. */
  async onBackend<Result>(work: () => Promise<Result>, doubt: Doubt<Result>): Promise<Result> {
    const reserve = this.#reserve;
    const first = await attempt(work);
    const why = troubleOf(first, doubt);
    if (why === undefined || reserve === undefined || !(await reserve.replaceDead(why)))
      return resultOf(first);
    this.#move(reserve, why, true);
    return work();
  }

  /** Uses other passes from now on. */
  use(passes: Passes<unknown>): void {
    if (passes === this.#passes) return;
    this.#passes = passes;
    this.#moved(passes);
  }

  #move(reserve: Reserve, why: string, died: boolean): void {
    this.use(reserve.passes);
    reserve.taken(why, died);
  }
}

async function attempt<Result>(work: () => Promise<Result>): Promise<Tried<Result>> {
  try {
    return { result: await work() };
  } catch (error) {
    return { error };
  }
}

function troubleOf<Result>(tried: Tried<Result>, doubt: Doubt<Result>): string | undefined {
  if ("result" in tried) return doubt(tried.result);
  if (tried.error instanceof RangeError) return undefined; // misuse by the caller, on any passes
  return tried.error instanceof Error ? tried.error.message : String(tried.error);
}

function resultOf<Result>(tried: Tried<Result>): Result {
  if ("result" in tried) return tried.result;
  throw tried.error;
}
