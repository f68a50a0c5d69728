import { type Tensor, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import { partialDistances, sumsOf } from "./distances";
import { take } from "./memory";

/** One row's squared distances to rows that landed before it. */
interface Strip {
  others: Tensor1D[];
  /** The partial sums, until they are read. */
  partials?: Tensor;
  squares?: Promise<Float64Array>;
}

/**
 * The squared distances of a round's rows. After the first call of `among`, they are computed as each row lands, and read
 * on demand. Before that call no rule may need them, and a rule such as the mean would wait only for them.
 */
export interface Pairs {
  land(i: number, row: Tensor1D): void;
  /** [m, m] of the rows at these indices. */
  among(places: readonly number[]): Promise<Float64Array>;
  /** Rows that land later belong to another round: their distances to earlier rows are not computed in advance. */
  forgetRound(): void;
  dispose(): void;
}

export function pairs(): Pairs {
  const rows = new Map<number, Tensor1D>();
  const strips = new Map<number, Strip>();
  const round = new Set<number>();
  let wanted = false;

  const rowAt = (i: number) => rows.get(i) as Tensor1D;
  function measure(row: Tensor1D, others: Tensor1D[]): Strip {
    return { others, partials: tidy(() => partialDistances(others, row, 2)) };
  }
  function read(strip: Strip): Promise<Float64Array> {
    if (strip.partials !== undefined) {
      strip.squares = take(strip.partials).then((partials) => sumsOf(partials, strip.others.length, 2));
      strip.partials = undefined;
    }
    return strip.squares ?? Promise.resolve(new Float64Array());
  }
  function drop(i: number): void {
    strips.get(i)?.partials?.dispose();
    strips.delete(i);
  }
  /** Either row of a pair may have landed last. A row that landed again is a new tensor, so no old strip names it. */
  function find(i: number, j: number): { strip: Strip; at: number } | undefined {
    for (const [last, other] of [
      [i, j],
      [j, i],
    ]) {
      const strip = strips.get(last);
      const at = strip?.others.indexOf(rowAt(other)) ?? -1;
      if (strip !== undefined && at >= 0) return { strip, at };
    }
    return undefined;
  }

  return {
    land(i, row) {
      drop(i);
      round.delete(i);
      rows.set(i, row);
      const others = [...round].map(rowAt);
      if (wanted && others.length > 0) strips.set(i, measure(row, others));
      round.add(i);
    },
    async among(places) {
      wanted = true;
      const m = places.length;
      const cells: { at: number; squares: Promise<Float64Array>; index: number }[] = [];
      for (const [a, i] of places.entries()) {
        const before = places.slice(0, a);
        const missing = before.filter((j) => find(i, j) === undefined);
        const late = missing.length > 0 ? measure(rowAt(i), missing.map(rowAt)) : undefined;
        if (late !== undefined && !strips.has(i)) strips.set(i, late); // another arm may need them too
        for (const [b, j] of before.entries()) {
          const { strip, at } = find(i, j) ?? { strip: late as Strip, at: missing.indexOf(j) };
          cells.push({ at: a * m + b, squares: read(strip), index: at });
        }
      }
      const squares = new Float64Array(m * m);
      for (const cell of cells) {
        const square = (await cell.squares)[cell.index];
        squares[cell.at] = square;
        squares[(cell.at % m) * m + Math.floor(cell.at / m)] = square;
      }
      return squares;
    },
    forgetRound: () => round.clear(),
    dispose() {
      for (const i of [...strips.keys()]) drop(i);
      rows.clear();
      round.clear();
    },
  };
}
