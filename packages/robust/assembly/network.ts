import { finish8, sort8 } from "./group";
import { rowAt } from "./lanes";

/*
 * Sorts 32 columns side by side. A wire holds one value of each; eight wires make a group, since eight wires of four columns
 * are what registers hold. Values are compared without a branch, so that none is mispredicted; rows hold no NaN.
 */

/** Bytes of a wire. */
export const WIRE: usize = 128;

/** Sorts groups of eight rows at column offset c onto the wires; rows from m on are `infinity`, one wire that no value exceeds. */
export function sortGroups(rows: usize, m: i32, c: usize, wires: usize, infinity: usize): void {
  for (let i = 0; i < m; i += 8) {
    sort8(
      rowAt(rows, i) + c,
      i + 1 < m ? rowAt(rows, i + 1) + c : infinity,
      i + 2 < m ? rowAt(rows, i + 2) + c : infinity,
      i + 3 < m ? rowAt(rows, i + 3) + c : infinity,
      i + 4 < m ? rowAt(rows, i + 4) + c : infinity,
      i + 5 < m ? rowAt(rows, i + 5) + c : infinity,
      i + 6 < m ? rowAt(rows, i + 6) + c : infinity,
      i + 7 < m ? rowAt(rows, i + 7) + c : infinity,
      wires + <usize>i * WIRE,
    );
  }
}

/**
 * Merges the groups by a program: four u32 a step. 0, 1 and 2 compare the eight wires from the first offset on with those from
 * the second, which lie `step` bytes apart, and keep both, the smaller or the larger values; 3 sorts a bitonic group.
 */
export function merge(program: usize, end: usize, wires: usize): void {
  for (let at = program; at < end; at += 16) {
    const a = wires + load<u32>(at, 4);
    const b = wires + load<u32>(at, 8);
    const step: usize = load<u32>(at, 12);
    switch (load<u32>(at)) {
      case 0:
        for (let k: usize = 0; k < 8; k++) keepBoth(a + k * WIRE, b + k * step);
        break;
      case 1:
        for (let k: usize = 0; k < 8; k++) keepSmaller(a + k * WIRE, b + k * step);
        break;
      case 2:
        for (let k: usize = 0; k < 8; k++) keepLarger(a + k * WIRE, b + k * step);
        break;
      default:
        finish8(a);
    }
  }
}

function keepBoth(a: usize, b: usize): void {
  for (let v: usize = 0; v < WIRE; v += 32) {
    const x = v128.load(a + v);
    const y = v128.load(b + v);
    const x2 = v128.load(a + v, 16);
    const y2 = v128.load(b + v, 16);
    v128.store(a + v, f32x4.pmin(x, y));
    v128.store(b + v, f32x4.pmax(y, x));
    v128.store(a + v, f32x4.pmin(x2, y2), 16);
    v128.store(b + v, f32x4.pmax(y2, x2), 16);
  }
}

function keepSmaller(a: usize, b: usize): void {
  for (let v: usize = 0; v < WIRE; v += 32) {
    v128.store(a + v, f32x4.pmin(v128.load(a + v), v128.load(b + v)));
    v128.store(a + v, f32x4.pmin(v128.load(a + v, 16), v128.load(b + v, 16)), 16);
  }
}

function keepLarger(a: usize, b: usize): void {
  for (let v: usize = 0; v < WIRE; v += 32) {
    v128.store(b + v, f32x4.pmax(v128.load(b + v), v128.load(a + v)));
    v128.store(b + v, f32x4.pmax(v128.load(b + v, 16), v128.load(a + v, 16)), 16);
  }
}
