import { groupNetwork, wireBytes } from "./groupNetwork";
import type { Heap } from "./heap";

/** Wires, and the program that merges sorted groups on them. */
export interface Sorter {
  wires: number;
  program: number;
  programEnd: number;
}

/** For m rows, of which the sorted wires from … to − 1 are wanted. */
export function sorter(heap: Heap, m: number, from: number, to: number): Sorter {
  const wires = heap.allocate(wireBytes(m));
  const network = groupNetwork(m, from, to);
  const program = heap.put(network);
  return { wires, program, programEnd: program + network.byteLength };
}
