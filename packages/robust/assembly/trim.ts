import { first as firstTwo, floats, second as lastTwo } from "./lanes";
import { merge, sortGroups, WIRE } from "./network";

/**
 * mean, least, most = each column's mean, smallest and largest value without its f smallest and f largest.
 *
 * `wires`: room for m wires, rounded up to whole groups, with Infinity in those from m on. `program` … `programEnd`: merges
 * the groups into the sorted wires f … m − f − 1.
 */
export function trim(
  rows: usize,
  m: i32,
  f: i32,
  wires: usize,
  program: usize,
  programEnd: usize,
  mean: usize,
  least: usize,
  most: usize,
  start: usize,
  end: usize,
): void {
  const count = f64x2.splat(m - 2 * f);
  const first = wires + <usize>f * WIRE;
  const last = wires + <usize>(m - 1 - f) * WIRE;
  for (let c = start; c < end; c += WIRE) {
    sortGroups(rows, m, c, wires);
    merge(program, programEnd, wires);
    for (let v: usize = 0; v < WIRE; v += 16) {
      // sums only the kept values: subtracting the extremes from a sum of all would cancel
      let a = f64x2.splat(0);
      let b = a;
      for (let wire = first; wire <= last; wire += WIRE) {
        a = f64x2.add(a, firstTwo(wire + v));
        b = f64x2.add(b, lastTwo(wire + v));
      }
      v128.store(mean + c + v, floats(f64x2.div(a, count), f64x2.div(b, count)));
      v128.store(least + c + v, v128.load(first + v));
      v128.store(most + c + v, v128.load(last + v));
    }
  }
}
