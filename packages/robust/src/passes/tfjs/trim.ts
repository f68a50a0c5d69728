import {
  add,
  cast,
  clone,
  div,
  equal,
  greater,
  less,
  logicalAnd,
  maximum,
  minimum,
  reshape,
  scalar,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  where,
} from "@tensorflow/tfjs-core";
import { sortingNetwork } from "../plain/sortingNetwork";
import { concatColumns, mapBlocks, part, partialSums } from "./blocks";
import { combine } from "./sums";

/** [d] each: the from-th … (to − 1)-th smallest values of every column. Each is one tensor, because every backend has min and max. */
export function sortedRows(rows: readonly Tensor1D[], from: number, to: number): Tensor1D[] {
  const wires = rows.map((row) => clone(row));
  for (const [low, high] of sortingNetwork(rows.length, from, to)) {
    const [a, b] = [wires[low], wires[high]];
    wires[low] = minimum(a, b);
    wires[high] = maximum(a, b);
    a.dispose(); // freed at once, so that memory holds at most one more copy of the rows
    b.dispose();
  }
  return wires.filter((wire, i) => {
    const wanted = i >= from && i < to;
    if (!wanted) wire.dispose();
    return wanted;
  });
}

/** Every column without its f smallest and f largest values: the mean, the smallest and the largest of the others, [d] each. */
export interface Trim {
  mean: Tensor1D;
  low: Tensor1D;
  high: Tensor1D;
}

export function trim(rows: readonly Tensor1D[], f: number): Trim {
  const kept = sortedRows(rows, f, rows.length - f);
  const mean = combine(kept, new Float64Array(kept.length).fill(1 / kept.length));
  return { mean, low: kept[0], high: kept[kept.length - 1] };
}

/** Partial sums of [m]: the share of the columns in which a row's value remains. Equal values share the places left for them. */
export function partialShares(rows: readonly Tensor1D[], f: number, { low, high }: Trim): Tensor2D {
  const m = rows.length;
  return concatColumns(
    mapBlocks(rows, (block, start, width) => {
      const ends = [low, high].map((end) => reshape(part(end, start, width), [1, width]));
      const [isLow, isHigh] = ends.map((end) => equal(block, end));
      const count = (x: Tensor) => sum(cast(x, "float32"), 0, true); // [1, width]
      const lowPlaces = sub(add(count(less(block, ends[0])), count(isLow)), f);
      const highPlaces = sub(add(count(greater(block, ends[1])), count(isHigh)), f);
      // the same value at both ends: its equals take all places
      const places = where(equal(ends[0], ends[1]), scalar(m - 2 * f), lowPlaces);
      const between = cast(logicalAnd(greater(block, ends[0]), less(block, ends[1])), "float32");
      const tied = where(
        isLow,
        div(places, count(isLow)),
        where(isHigh, div(highPlaces, count(isHigh)), between),
      );
      return partialSums(tied);
    }),
  );
}
