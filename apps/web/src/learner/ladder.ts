/** Chooses the backend that trains in this tab. Names no backend itself. */
import { climbLadder, type SelfTest } from "@honest-majority/learning";

export interface BrowserRung {
  name: string;
  /** For people: "WebGPU". */
  title: string;
  /**
   * Makes it tfjs's current backend. Throws an `Error` whose message says why it cannot or, unless it is
   * forced, why another is the better choice.
   */
  open(forced: boolean): Promise<void>;
}

export interface Chosen {
  name: string;
  /** Why no better one, a reason for each rung passed over; empty for the best. */
  note: string;
}

/**
 * The first rung that opens and computes correctly. `forced` leaves only the rung of that name.
 *
 * @throws Error when no rung works, with every reason.
 */
export async function chooseBrowserBackend(
  rungs: readonly BrowserRung[],
  { selfTest, forced }: { selfTest: () => Promise<SelfTest>; forced?: string },
): Promise<Chosen> {
  const reasons: string[] = [];
  const isForced = forced !== undefined && rungs.some(({ name }) => name === forced);
  if (isForced) reasons.push(`asked for in the address: backend=${forced}`);
  else if (forced !== undefined) {
    reasons.push(`no backend is called "${forced}", there are ${rungs.map(({ name }) => name).join(", ")}`);
  }
  const { rung, failures } = await climbLadder(
    rungs
      .filter(({ name }) => !isForced || name === forced)
      .map(({ name, title, open }) => ({ name, title, start: () => open(isForced) })),
    selfTest,
  );
  for (const { rung, error, detail } of failures) {
    if (detail !== undefined) reasons.push(`${rung.title} computes wrongly: ${detail}`);
    else reasons.push(`no ${rung.title}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (rung === undefined) throw new Error(reasons.join("; "));
  return { name: rung.name, note: reasons.join("; ") };
}
