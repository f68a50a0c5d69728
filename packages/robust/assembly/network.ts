import { finish8, sort8 } from "./group";
import { rowAt } from "./lanes";

/*
 * Sorts 32 columns side by side. A wire holds one value of each, as 32 integers in the order of the floats: of those the
 * smaller and the larger of four pairs are one instruction each, and so is −0 before 0. Eight wires make a group, and the
 * operations below are on groups, since eight wires of four columns are what registers hold.
 */

/** Bytes of a wire. */
export const WIRE: usize = 128;

/** The first m wires from m rows at column offset c. */
export function loadWires(rows: usize, m: i32, c: usize, wires: usize): void {
  for (let i = 0; i < m; i++) {
    const from = rowAt(rows, i) + c;
    const to = wires + <usize>i * WIRE;
    for (let v: usize = 0; v < WIRE; v += 32) {
      v128.store(to + v, reorder(v128.load(from + v)));
      v128.store(to + v, reorder(v128.load(from + v, 16)), 16);
    }
  }
}

/** Integers in the order of the floats with these bits, and back: negative ones run the other way. */
export function reorder(bits: v128): v128 {
  return v128.xor(bits, v128.and(i32x4.shr_s(bits, 31), i32x4.splat(0x7fffffff)));
}

/** Runs a program: triples of u32, an operation and the offsets of its groups. */
export function run(program: usize, end: usize, wires: usize): void {
  for (let at = program; at < end; at += 12) {
    const a = wires + load<u32>(at, 4);
    const b = wires + load<u32>(at, 8);
    switch (load<u32>(at)) {
      case 0:
        sort8(a);
        break;
      case 1:
        flip(a, b);
        break;
      case 2:
        cross(a, b);
        break;
      default:
        finish8(a);
    }
  }
}

/** Compares the k-th wire of one group with the k-th last of another. */
function flip(a: usize, b: usize): void {
  for (let k: usize = 0; k < 8; k++) compareExchange(a + k * WIRE, b + (7 - k) * WIRE);
}

/** Compares the k-th wires of two groups. */
function cross(a: usize, b: usize): void {
  for (let k: usize = 0; k < 8; k++) compareExchange(a + k * WIRE, b + k * WIRE);
}

function compareExchange(a: usize, b: usize): void {
  for (let v: usize = 0; v < WIRE; v += 32) {
    const x = v128.load(a + v);
    const y = v128.load(b + v);
    v128.store(a + v, i32x4.min_s(x, y));
    v128.store(b + v, i32x4.max_s(x, y));
    const x2 = v128.load(a + v, 16);
    const y2 = v128.load(b + v, 16);
    v128.store(a + v, i32x4.min_s(x2, y2), 16);
    v128.store(b + v, i32x4.max_s(x2, y2), 16);
  }
}
