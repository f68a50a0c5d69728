import type { KernelModule } from "@honest-majority/kernels";
import { requireRoom, requireRow } from "../../matrix/passChecks";
import type { Arrivals, Passes } from "../../matrix/passes";
import { openCentreDistances } from "./centre";
import { type Heap, openHeap } from "./heap";
import { paddedBytes, strideOf } from "./layout";
import { openLandedSums } from "./mean";
import { openPairs } from "./pairs";
import { simdStatistics } from "./statistics";
import { simdMatrix } from "./updateMatrix";
import { type SimdVector, write as writeTo } from "./vector";

/**
 * The passes in WebAssembly, four floats per instruction. Rows land in its memory, and all vectors stay there until they
 * are read. A vector belongs to the arrivals that made it. `module`: `dist/robust.wasm`, compiled.
 */
export function simdPasses(module: KernelModule): Passes<SimdVector> {
  const idle: Heap[] = []; // a memory cannot shrink, but it can be reused
  const idleHeap = () => idle.pop() ?? openHeap(module);
  return {
    name: "simd",
    open(m, d) {
      requireRoom(m, d);
      const heap = idleHeap();
      heap.holds = `simdPasses: m = ${m} updates of d = ${d} values`;
      return arrivals(heap, m, d, () => idle.push(heap));
    },
    statistics: simdStatistics((use) => {
      const heap = idleHeap();
      try {
        return heap.borrow(() => use(heap));
      } finally {
        idle.push(heap);
      }
    }),
  };
}

function arrivals(heap: Heap, m: number, d: number, giveBack: () => void): Arrivals<SimdVector> {
  const empty = heap.mark();
  const stride = strideOf(d);
  const first = heap.allocate(m * stride);
  const addresses = Array.from({ length: m }, (_, i) => first + i * stride);
  const table = heap.put(Uint32Array.from(addresses));
  const sums = openLandedSums(heap, table, m, paddedBytes(d));
  const centre = openCentreDistances(heap, addresses, d);
  const kept = heap.put(new Float64Array(m).fill(Number.NaN));
  const keptSums = openLandedSums(heap, table, m, paddedBytes(d), kept);
  let radius = Number.NaN; // of the last step from a vector
  /** What each vector of this round was made from. */
  let sources = new WeakMap<SimdVector, Float32Array>();
  let lasting = heap.mark(); // what the next round keeps
  const pairs = openPairs(heap, addresses, paddedBytes(d));
  const landed = new Set<number>();
  let disposed = false;
  function write(at: number, values: Float32Array): void {
    if (disposed) throw new RangeError("passes: values must come before dispose, got some after it");
    writeTo(heap, at, values);
  }
  return {
    d,
    land(i, row) {
      requireRow(i, m, row.length, d);
      write(addresses[i], row);
      landed.add(i);
      pairs.land(i);
      sums.land(i);
      const square = centre.land(i); // before the view of the memory, which it may grow
      heap.doubles(kept, m)[i] = Math.min(1, radius / Math.sqrt(square));
      keptSums.land(i);
    },
    matrix(rows) {
      if (rows.length < 1) throw new RangeError("matrix: at least one row must be named, got 0");
      for (const i of rows) {
        if (!landed.has(i)) throw new RangeError(`matrix: row ${i} must have landed, it has not`);
      }
      const chosen = rows.map((i) => addresses[i]);
      return simdMatrix(heap, chosen, d, {
        squares: () => pairs.among(rows),
        sums: () => sums.among(rows),
        keptSums(shares, now) {
          radius = now;
          return keptSums.among(rows, shares);
        },
        squaresTo(v) {
          const values = sources.get(v);
          return values && centre.to(v, values, rows);
        },
      });
    },
    vector(values) {
      const at = heap.allocate(paddedBytes(values.length));
      let copied = false; // most rules never use the previous aggregate
      const vector: SimdVector = {
        d: values.length,
        get at() {
          if (!copied) write(at, values);
          copied = true;
          return at;
        },
      };
      sources.set(vector, values);
      return vector;
    },
    read({ at, d }) {
      return heap.floats(at, d).slice();
    },
    sweep() {
      if (disposed) return;
      heap.release(lasting);
      pairs.endRound();
      sums.endRound();
      centre.endRound();
      keptSums.endRound();
      sources = new WeakMap();
      lasting = heap.mark();
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      landed.clear();
      heap.release(empty);
      giveBack();
    },
  };
}
