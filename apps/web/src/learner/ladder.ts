/** Which backend trains here: the first rung that opens and computes rightly. Names no backend itself. */

export interface Rung {
  name: string;
  /** For people: "WebGPU". */
  title: string;
  /**
   * Makes it tfjs's current backend. Throws an `Error` whose message says why it cannot or, unless it is
   * forced, why another is the better choice.
   */
  open(forced: boolean): Promise<void>;
}

export type SelfTest = () => Promise<{ ok: true } | { ok: false; detail: string }>;

export interface Chosen {
  name: string;
  /** Why no better one, a reason for each rung passed over; empty for the best. */
  note: string;
}

/**
 * Climbs down from the best rung to the first that works. A rung that opens but computes wrongly is passed
 * over like one that does not open. `forced` skips to the rung of that name and leaves no other choice.
 *
 * @throws Error when no rung works, with every reason.
 */
export async function chooseBackend(
  rungs: readonly Rung[],
  { selfTest, forced }: { selfTest: SelfTest; forced?: string },
): Promise<Chosen> {
  const reasons: string[] = [];
  if (forced !== undefined && !rungs.some(({ name }) => name === forced)) {
    reasons.push(`no backend is called "${forced}", there are ${rungs.map(({ name }) => name).join(", ")}`);
    forced = undefined;
  }
  if (forced !== undefined) reasons.push(`asked for in the address: backend=${forced}`);
  for (const rung of rungs) {
    if (forced !== undefined && rung.name !== forced) continue;
    try {
      await rung.open(forced !== undefined);
      const verdict = await selfTest();
      if (verdict.ok) return { name: rung.name, note: reasons.join("; ") };
      reasons.push(`${rung.title} computes wrongly: ${verdict.detail}`);
    } catch (error) {
      reasons.push(`no ${rung.title}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(reasons.join("; "));
}
