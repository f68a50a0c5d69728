import type { Arrivals, Passes } from "@honest-majority/robust";

/** One arm's rows, copied into the passes' own memory as soon as they are set. */
export interface Landing<Vector> {
  /** Copies `values` [d] into row `i`. `values` are read again later: write to them only to set the row again. */
  set(i: number, values: Float32Array): void;
  /** The values set last, by row; undefined for a row that was never set. Not changed by later rows. */
  rows(): readonly (Float32Array | undefined)[];
  /** Resolves when every row that was set is copied. Rejects when one could not be. */
  arrivals(): Promise<Arrivals<Vector>>;
  /** Works on the rows that were set until now: those that are set later are copied after it. Rejects as `arrivals` does. */
  use<Result>(work: (arrivals: Arrivals<Vector>) => Promise<Result>): Promise<Result>;
  /** The same rows in the memory of other passes. */
  copyTo<Other>(passes: Passes<Other>): Landing<Other>;
  dispose(): void;
}

/** Starts with memory for `expected` rows and moves to larger memory when more workers send: a class may be larger than its config says. */
export function landing<Vector>(passes: Passes<Vector>, d: number, expected: number): Landing<Vector> {
  const rows: Float32Array[] = [];
  let room = expected;
  let landed = (async () => passes.open(room, d))();

  async function move(arrivals: Arrivals<Vector>, least: number): Promise<Arrivals<Vector>> {
    arrivals.dispose();
    room = Math.max(2 * room, least, rows.length); // later rows may be set by now
    const larger = await passes.open(room, d);
    for (const [i, values] of rows.entries()) if (values !== undefined) await larger.land(i, values);
    return larger;
  }

  return {
    set(i, values) {
      rows[i] = values;
      landed = landed.then(async (arrivals) => {
        if (i >= room) return move(arrivals, i + 1);
        await arrivals.land(i, values);
        return arrivals;
      });
      landed.catch(() => {}); // `arrivals` rejects with it
    },
    rows: () => [...rows],
    arrivals: () => landed,
    use(work) {
      const opened = landed;
      const done = opened.then(work);
      landed = done.then(
        () => opened,
        () => opened,
      );
      landed.catch(() => {}); // the next use rejects with it
      return done;
    },
    copyTo(other) {
      const copies = landing(other, d, room);
      for (const [i, values] of rows.entries()) if (values !== undefined) copies.set(i, values);
      return copies;
    },
    dispose: () => void landed.then((arrivals) => arrivals.dispose()).catch(() => {}), // opening or copying failed, or the GPU is dead: there is nothing to free
  };
}
