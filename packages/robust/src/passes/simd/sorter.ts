import { groupNetwork, WIRE_BYTES, wireBytes } from "./groupNetwork";
import type { Heap } from "./heap";

/** The wires (those from m on hold values that no value exceeds) and the program that merges sorted groups. */
export interface Sorter {
  wires: number;
  program: number;
  programEnd: number;
}

/** Makes the sorter for m rows when the sorted wires from … to − 1 are wanted. */
export function sorter(heap: Heap, m: number, from: number, to: number): Sorter {
  const wires = heap.allocate(wireBytes(m));
  heap.floats(wires, wireBytes(m) / 4).fill(Number.POSITIVE_INFINITY, (m * WIRE_BYTES) / 4);
  const network = groupNetwork(m, from, to);
  const program = heap.put(network);
  return { wires, program, programEnd: program + network.byteLength };
}
