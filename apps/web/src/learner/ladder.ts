/** Chooses the backend that trains in this tab, from a list of rungs: candidates, best first. Names no backend itself. */
import { climbLadder, type EverySecond, type SelfTest, withinSeconds } from "@honest-majority/learning";
import { NotArrived } from "../load/arrived";

export interface BrowserRung {
  name: string;
  /** The name for people: "WebGPU". */
  title: string;
  /**
   * Makes this backend tfjs's current one. Throws an `Error` that says why the backend cannot start or, unless it is
   * forced, why another is better.
   */
  open(forced: boolean): Promise<void>;
  /** How to tell that this backend, which was opened, is gone; absent for one that computes on the processor. */
  signs?(): Signs;
}

export interface Signs {
  /** Resolves with the reason, as part of a sentence. */
  gone: Promise<string>;
  isLost?(): boolean;
}

/** A backend that computed correctly at first, and then died under a worker of this tab. */
export interface Death {
  /** Its rung's name. */
  backend: string;
  why: string;
  /** It computes a model wrongly, which no new start mends. */
  wrong?: true;
}

/** A backend may die of an accident, such as a driver that restarts. One that dies twice is not tried again. */
const LIVES = 2;
/** A rung that neither starts nor fails must not keep a tab from joining. A GPU in software needs 16 s for all models. */
const START_SECONDS = 90;

export interface Chosen {
  name: string;
  /** Why no better backend was chosen: a reason for each skipped rung; empty for the best backend. */
  note: string;
}

export interface Choosing {
  selfTest: () => Promise<SelfTest>;
  /** The only rung to try, if there is one of that name. */
  forced?: string;
  /** The oldest first. */
  deaths?: readonly Death[];
  everySecond: EverySecond;
}

/**
 * Returns the first rung that opens and computes correctly, and has not died twice.
 *
 * @throws NotArrived if a part of a rung did not arrive: a worse rung would stay for the whole lesson.
 * @throws Error with every reason if no rung works.
 */
export async function chooseBrowserBackend(
  rungs: readonly BrowserRung[],
  { selfTest, forced, deaths = [], everySecond }: Choosing,
): Promise<Chosen> {
  const reasons: string[] = [];
  const isForced = forced !== undefined && rungs.some(({ name }) => name === forced);
  if (isForced) reasons.push(`chosen in the address: backend=${forced}`);
  else if (forced !== undefined) {
    reasons.push(`no backend is called "${forced}", there are ${rungs.map(({ name }) => name).join(", ")}`);
  }
  const deathsOf = (rung: string) => deaths.filter(({ backend }) => backend === rung);
  const limited = async <Result>(work: Promise<Result>) =>
    (await withinSeconds(START_SECONDS, everySecond, work)).result;
  let lost: NotArrived | undefined;
  const start = async ({ name, open }: BrowserRung) => {
    if (lost !== undefined) throw lost;
    refuseDead(deathsOf(name));
    await limited(open(isForced)).catch((error: unknown) => {
      if (error instanceof NotArrived) lost = error;
      throw error;
    });
  };
  const { rung, failures } = await climbLadder(
    rungs
      .filter(({ name }) => !isForced || name === forced)
      .map((rung) => ({ name: rung.name, title: rung.title, start: () => start(rung) })),
    () => limited(selfTest()),
  );
  if (lost !== undefined) throw lost;
  for (const { rung, error, detail } of failures) {
    if (detail !== undefined) reasons.push(`${rung.title} computes wrongly: ${detail}`);
    else reasons.push(`no ${rung.title}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (rung === undefined) throw new Error(reasons.join("; "));
  const died = deathsOf(rung.name);
  if (died.length > 0) reasons.push(`${rung.title} was started again: ${diedText(died)}`);
  return { name: rung.name, note: reasons.join("; ") };
}

/** @throws Error with the reason why a backend with these deaths is not tried again. */
function refuseDead(deaths: readonly Death[]): void {
  const wrong = deaths.find(({ wrong }) => wrong);
  if (wrong !== undefined) throw new Error(wrong.why);
  if (deaths.length >= LIVES) throw new Error(diedText(deaths));
}

function diedText(deaths: readonly Death[]): string {
  return `it stopped ${deaths.length === 1 ? "once" : "twice"} in this tab (${deaths.at(-1)?.why})`;
}
