import { groupNetwork, WIRE_BYTES, wireBytes } from "./groupNetwork";
import type { Heap } from "./heap";

/** Wires, one more that no value exceeds, and the program that merges sorted groups. */
export interface Sorter {
  wires: number;
  infinity: number;
  program: number;
  programEnd: number;
}

/** For m rows, of which the sorted wires from … to − 1 are wanted. */
export function sorter(heap: Heap, m: number, from: number, to: number): Sorter {
  const wires = heap.allocate(wireBytes(m));
  const infinity = heap.allocate(WIRE_BYTES);
  heap.floats(infinity, WIRE_BYTES / 4).fill(Number.POSITIVE_INFINITY);
  const network = groupNetwork(m, from, to);
  const program = heap.put(network);
  return { wires, infinity, program, programEnd: program + network.byteLength };
}
