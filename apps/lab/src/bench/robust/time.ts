import type { Passes, PlainMatrix } from "@honest-majority/robust";
import type { Contestant } from "./contestants";
import { BRISK, medianMs, ms, type Patience } from "./median";

export interface Times {
  /** From rows in JavaScript's memory: landing and distances included. */
  fromMemory: number;
  /** From the moment the last row arrives. */
  fromLastRow: number;
}

/** Rounds of one rule on the same rows, as a coordinator runs them: the rows land over the last round's. */
export async function timeRule<Vector>(
  passes: Passes<Vector>,
  contestant: Contestant,
  rows: readonly Float32Array[],
  runs: number,
  patience: Patience,
): Promise<Times> {
  return withRounds(passes, contestant, rows, async (round) => ({
    fromMemory: await medianMs(runs, () => round(0), patience),
    fromLastRow: await medianMs(runs, () => round(rows.length - 1), patience),
  }));
}

export async function timeFromMemory<Vector>(
  passes: Passes<Vector>,
  contestant: Contestant,
  rows: readonly Float32Array[],
  runs: number,
  patience?: Patience,
): Promise<number> {
  return withRounds(passes, contestant, rows, (round) => medianMs(runs, () => round(0), patience));
}

/** Of landing rows that nobody asks for distances of. */
export async function timeCopies<Vector>(
  passes: Passes<Vector>,
  rows: readonly Float32Array[],
  runs: number,
): Promise<number> {
  const arrivals = await passes.open(rows.length, rows[0].length);
  try {
    return await medianMs(runs, () =>
      ms(async () => {
        for (const [i, row] of rows.entries()) await arrivals.land(i, row);
      }),
    );
  } finally {
    arrivals.dispose();
  }
}

/** Of one plain read of all rows from when they have landed. */
export async function timeRead(matrix: PlainMatrix, runs: number): Promise<number> {
  return medianMs(
    runs,
    () => {
      matrix.land();
      return ms(matrix.read);
    },
    BRISK,
  );
}

/** `round` runs one and answers with its milliseconds from when so many rows have landed. */
async function withRounds<Vector, Answer>(
  passes: Passes<Vector>,
  { rule, m, needsRoot }: Contestant,
  rows: readonly Float32Array[],
  use: (round: (landedBefore: number) => Promise<number>) => Promise<Answer>,
): Promise<Answer> {
  const d = rows[0].length;
  const arrivals = await passes.open(m, d);
  const previous = new Float32Array(d);
  const all = [...rows.keys()];
  const land = async (from: number, to: number) => {
    for (let i = from; i < to; i++) await arrivals.land(i, rows[i]);
  };
  const aggregate = () =>
    rule(arrivals.matrix(all), arrivals.vector(previous), needsRoot ? arrivals.vector(rows[0]) : undefined);
  try {
    return await use(async (landedBefore) => {
      arrivals.sweep();
      await land(0, landedBefore);
      return ms(async () => {
        await land(landedBefore, m);
        await aggregate();
      });
    });
  } finally {
    arrivals.dispose();
  }
}
