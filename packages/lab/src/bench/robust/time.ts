import type { Arrivals, Passes, PlainMatrix } from "@honest-majority/robust";
import { ms } from "./median";
import type { TimedMethod } from "./timedMethods";

/** Rounds of one rule on the same rows, as a coordinator runs them: each round's rows overwrite the last round's. */
export interface Rounds {
  /** One round's milliseconds from rows in JavaScript's memory, including landing and distances. */
  fromMemory(): Promise<number>;
  /** The milliseconds from the arrival of the last row. */
  fromLastRow(): Promise<number>;
  dispose(): void;
}

export async function openRounds<Vector>(
  passes: Passes<Vector>,
  { rule, m, needsRoot }: TimedMethod,
  rows: readonly Float32Array[],
): Promise<Rounds> {
  const d = rows[0].length;
  const arrivals = await passes.open(m, d);
  const previous = new Float32Array(d);
  const all = [...rows.keys()];
  const aggregate = () =>
    rule(arrivals.matrix(all), arrivals.vector(previous), needsRoot ? arrivals.vector(rows[0]) : undefined);
  const round = async (landedBefore: number) => {
    arrivals.sweep();
    await land(arrivals, rows, 0, landedBefore);
    return ms(async () => {
      await land(arrivals, rows, landedBefore, m);
      await aggregate();
    });
  };
  return {
    fromMemory: () => round(0),
    fromLastRow: () => round(m - 1),
    dispose: () => arrivals.dispose(),
  };
}

/** Times the landing of all rows when no distances are needed. */
export async function openCopies<Vector>(
  passes: Passes<Vector>,
  rows: readonly Float32Array[],
): Promise<{ copy(): Promise<number>; dispose(): void }> {
  const arrivals = await passes.open(rows.length, rows[0].length);
  return {
    copy: () => ms(() => land(arrivals, rows, 0, rows.length)),
    dispose: () => arrivals.dispose(),
  };
}

/** Times one plain read of all rows after they have landed. */
export async function readLanded(matrix: PlainMatrix): Promise<number> {
  matrix.land();
  return ms(matrix.read);
}

async function land<Vector>(
  arrivals: Arrivals<Vector>,
  rows: readonly Float32Array[],
  from: number,
  to: number,
): Promise<void> {
  for (let i = from; i < to; i++) await arrivals.land(i, rows[i]);
}
