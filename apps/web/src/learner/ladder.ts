/** Chooses the backend that trains in this tab, from a list of rungs: candidates, best first. Names no backend itself. */
import { climbLadder, type SelfTest } from "@honest-majority/learning";
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
}

export interface Chosen {
  name: string;
  /** Why no better backend was chosen: a reason for each skipped rung; empty for the best backend. */
  note: string;
}

/**
 * Returns the first rung that opens and computes correctly. With `forced`, tries only the rung of that name, if there is one.
 *
 * @throws NotArrived if a part of a rung did not arrive: a worse rung would stay for the whole lesson.
 * @throws Error with every reason if no rung works.
 */
export async function chooseBrowserBackend(
  rungs: readonly BrowserRung[],
  { selfTest, forced }: { selfTest: () => Promise<SelfTest>; forced?: string },
): Promise<Chosen> {
  const reasons: string[] = [];
  const isForced = forced !== undefined && rungs.some(({ name }) => name === forced);
  if (isForced) reasons.push(`chosen in the address: backend=${forced}`);
  else if (forced !== undefined) {
    reasons.push(`no backend is called "${forced}", there are ${rungs.map(({ name }) => name).join(", ")}`);
  }
  let lost: NotArrived | undefined;
  const start = async ({ open }: BrowserRung) => {
    if (lost !== undefined) throw lost;
    await open(isForced).catch((error: unknown) => {
      if (error instanceof NotArrived) lost = error;
      throw error;
    });
  };
  const { rung, failures } = await climbLadder(
    rungs
      .filter(({ name }) => !isForced || name === forced)
      .map((rung) => ({ name: rung.name, title: rung.title, start: () => start(rung) })),
    selfTest,
  );
  if (lost !== undefined) throw lost;
  for (const { rung, error, detail } of failures) {
    if (detail !== undefined) reasons.push(`${rung.title} computes wrongly: ${detail}`);
    else reasons.push(`no ${rung.title}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (rung === undefined) throw new Error(reasons.join("; "));
  return { name: rung.name, note: reasons.join("; ") };
}
