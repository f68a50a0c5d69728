import type { Passes } from "@honest-majority/robust";
import type { Contestant } from "./contestants";
import { medianMs, ms } from "./median";

export interface Times {
  /** From rows in JavaScript's memory: landing and distances included. */
  fromMemory: number;
  /** From the moment the last row arrives. */
  fromLastRow: number;
}

/** Rounds of one rule on the same rows, as a coordinator runs them: the rows land over the last round's. */
export async function timeRule<Vector>(
  passes: Passes<Vector>,
  { rule, m }: Contestant,
  rows: readonly Float32Array[],
  runs: number,
): Promise<Times> {
  const d = rows[0].length;
  const arrivals = await passes.open(m, d);
  const previous = new Float32Array(d);
  const all = [...rows.keys()];
  const land = async (from: number, to: number) => {
    for (let i = from; i < to; i++) await arrivals.land(i, rows[i]);
  };
  const aggregate = () => rule(arrivals.matrix(all), arrivals.vector(previous), arrivals.vector(rows[0]));
  const round = async (landedBefore: number) => {
    arrivals.sweep();
    await land(0, landedBefore);
    return ms(async () => {
      await land(landedBefore, m);
      await aggregate();
    });
  };
  try {
    const fromMemory = await medianMs(runs, () => round(0));
    const fromLastRow = await medianMs(runs, () => round(m - 1));
    return { fromMemory, fromLastRow };
  } finally {
    arrivals.dispose();
  }
}
