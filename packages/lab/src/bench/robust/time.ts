import type { Arrivals, Passes, PlainMatrix } from "@honest-majority/robust";
import { ms } from "./median";
import type { TimedMethod } from "./timedMethods";

/**
 * Rounds of one rule on the same rows, as a coordinator runs them: each round's rows overwrite the last round's. A time ends
 * with the aggregate. What was kept of each row is not part of it, because the coordinator asks for that after the step.
 */
export interface Rounds {
  /** One round's milliseconds from rows in JavaScript's memory, including landing and distances. */
  fromMemory(): Promise<number>;
  /** The milliseconds from the arrival of the last row. Each run lets another row come last, as a class does. */
  fromLastRow(): Promise<number>;
  dispose(): void;
}

export async function openRounds<Vector>(
  passes: Passes<Vector>,
  { build, m, needsRoot }: TimedMethod,
  rows: readonly Float32Array[],
): Promise<Rounds> {
  const d = rows[0].length;
  const arrivals = await passes.open(m, d);
  const previous = new Float32Array(d);
  const all = [...rows.keys()];
  const round = async (before: readonly number[], timed: readonly number[]) => {
    arrivals.sweep();
    await land(arrivals, rows, before);
    const rule = build();
    return ms(async () => {
      await land(arrivals, rows, timed);
      const root = needsRoot ? arrivals.vector(rows[0]) : undefined;
      const { aggregate } = await rule(arrivals.matrix(all), arrivals.vector(previous), root);
      return addressOf(aggregate);
    });
  };
  let last = 0;
  return {
    fromMemory: () => round([], all),
    fromLastRow: () => {
      last = (last + STRIDE) % m;
      return round(
        all.filter((i) => i !== last),
        [last],
      );
    },
    dispose: () => arrivals.dispose(),
  };
}

/** A vector of the SIMD passes may be computed only when its address is needed. */
function addressOf(vector: unknown): unknown {
  return (vector as { at?: unknown }).at;
}

/** Visits all rows of 8, 16, 20 and 64 in an order that is not theirs. */
const STRIDE = 7;

/** [d]: the method's aggregate of these rows. */
export async function aggregateOnce<Vector>(
  passes: Passes<Vector>,
  { build, m }: TimedMethod,
  rows: readonly Float32Array[],
): Promise<Float32Array> {
  const d = rows[0].length;
  const arrivals = await passes.open(m, d);
  await land(arrivals, rows, [...rows.keys()]);
  const { aggregate } = await build()(
    arrivals.matrix([...rows.keys()]),
    arrivals.vector(new Float32Array(d)),
  );
  const values = await arrivals.read(aggregate);
  arrivals.dispose();
  return values;
}

/** Times the landing of all rows when no distances are needed. */
export async function openCopies<Vector>(
  passes: Passes<Vector>,
  rows: readonly Float32Array[],
): Promise<{ copy(): Promise<number>; dispose(): void }> {
  const arrivals = await passes.open(rows.length, rows[0].length);
  return {
    copy: () => ms(() => land(arrivals, rows, [...rows.keys()])),
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
  chosen: readonly number[],
): Promise<void> {
  for (const i of chosen) await arrivals.land(i, rows[i]);
}
