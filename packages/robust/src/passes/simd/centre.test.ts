import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import type { Arrivals } from "../../matrix/passes";
import { openCentreDistances } from "./centre";
import { type Heap, openHeap } from "./heap";
import { paddedBytes, strideOf } from "./layout";
import { loadKernels } from "./node";
import { simdPasses } from "./passes";
import { type SimdVector, write } from "./vector";

const kernels = await loadKernels();
const passes = simdPasses(kernels);
const [M, D] = [11, 70];
const ALL = Array.from({ length: M }, (_, i) => i);

function draw(seed: number, ...keys: number[]): Float32Array {
  const random = stream(seed, ...keys);
  return Float32Array.from({ length: D }, () => random.normal());
}
const rowsOf = (round: number) => ALL.map((i) => draw(round, i));

/** Those of a first round, which are computed when they are asked for. */
async function computedLate(rows: readonly Float32Array[], centre: Float32Array) {
  const arrivals = passes.open(rows.length, D) as Arrivals<SimdVector>;
  for (const [i, row] of rows.entries()) await arrivals.land(i, row);
  const distances = await arrivals.matrix([...rows.keys()]).distancesTo(arrivals.vector(centre), "l2");
  arrivals.dispose();
  return distances;
}

describe("distances to the last aggregate", () => {
  /** Rounds that each land `order`, of which `present` count; `change` may write to the aggregate after the rows have landed. */
  async function rounds(
    orders: readonly (readonly number[])[],
    present: readonly number[],
    change: (previous: Float32Array, round: number) => void = () => {},
  ) {
    const arrivals = passes.open(M, D) as Arrivals<SimdVector>;
    const previous = draw(99);
    for (const [round, order] of orders.entries()) {
      const rows = rowsOf(round);
      for (const i of order) await arrivals.land(i, rows[i]);
      change(previous, round);
      const distances = await arrivals.matrix(present).distancesTo(arrivals.vector(previous), "l2");
      const last = (i: number) => orders.slice(0, round + 1).findLastIndex((landed) => landed.includes(i));
      const expected = await computedLate(
        present.map((i) => draw(last(i), i)),
        previous,
      );
      expect(distances, `round ${round}`).toEqual(expected);
      arrivals.sweep();
      previous.set(draw(100, round)); // the round's aggregate
    }
    arrivals.dispose();
  }

  test("have the same bits when they are computed as rows land, in any order and with rows set again", async () => {
    const shuffled = [4, 1, 10, 3, 9, 0, 7, 2, 8, 6, 5];
    await rounds([ALL, ALL, shuffled, [...shuffled, 3, 3, 0], shuffled.toReversed()], ALL);
  });

  test("are those of the rows that count, in their order, also of rows from an earlier round", async () => {
    await rounds([ALL, ALL, [3, 1, 2], [5], [], ALL], [9, 1, 5, 2]);
  });

  test("are to the vector that is asked for, also when it changes after the rows have landed", async () => {
    await rounds([ALL, ALL, ALL, ALL], ALL, (previous, round) => {
      if (round === 2) previous[D - 1] += 1;
    });
  });
});

/** A heap that counts the rows that are compared. */
function countingHeap(): { heap: Heap; compared(): number } {
  const heap = openHeap(kernels);
  let compared = 0;
  const { addSquares } = heap.kernels;
  return {
    heap: {
      ...heap,
      kernels: {
        ...heap.kernels,
        addSquares(a, rows, n, ...rest) {
          compared += n;
          addSquares(a, rows, n, ...rest);
        },
      },
    },
    compared: () => compared,
  };
}

test("each row is compared as it lands; with a new vector each round, none is", () => {
  for (const isNew of [false, true]) {
    const { heap, compared } = countingHeap();
    const addresses = ALL.map(() => heap.allocate(strideOf(D)));
    const distances = openCentreDistances(heap, addresses, D);
    let values = draw(1);
    for (let round = 0; round < 4; round++) {
      if (isNew) values = draw(round);
      const at = heap.allocate(paddedBytes(D));
      write(heap, at, values);
      const before = compared();
      for (const i of ALL) {
        write(heap, addresses[i], draw(round, i));
        distances.land(i);
      }
      const landed = compared();
      const known = distances.to({ at, d: D }, values, ALL);
      if (isNew || round === 0) expect(known).toBeUndefined();
      else expect([landed - before, compared() - landed]).toEqual([M, 0]);
      if (isNew && round >= 2) expect(landed).toBe(before);
      distances.endRound();
    }
  }
});
