import { finish8, sort4, sort8 } from "./group";
import { rowAt } from "./lanes";

/*
 * Sorts 32 columns side by side. A wire holds one value of each; eight wires make a group, since eight wires of four columns
 * are what registers hold. Values are compared without a branch, so that none is mispredicted; rows hold no NaN.
 */

/** Bytes of a wire. */
export const WIRE: usize = 128;
const GROUP: usize = 8 * WIRE;

/** Sorts groups of eight rows at column offset c onto the wires; those from m on hold Infinity, and keep it. */
export function sortGroups(rows: usize, m: i32, c: usize, wires: usize): void {
  for (let i = 0; i < m; i += 8) {
    const group = wires + <usize>i * WIRE;
    const p = valuesOf(rows, m, c, wires, i);
    const q = valuesOf(rows, m, c, wires, i + 1);
    const r = valuesOf(rows, m, c, wires, i + 2);
    const s = valuesOf(rows, m, c, wires, i + 3);
    if (i + 4 >= m) {
      sort4(p, q, r, s, group);
      return;
    }
    const w = valuesOf(rows, m, c, wires, i + 4);
    const x = valuesOf(rows, m, c, wires, i + 5);
    const y = valuesOf(rows, m, c, wires, i + 6);
    const z = valuesOf(rows, m, c, wires, i + 7);
    sort8(p, q, r, s, w, x, y, z, group);
  }
}

/** Of row i, or of the wire of that number where there is no such row. */
function valuesOf(rows: usize, m: i32, c: usize, wires: usize, i: i32): usize {
  return i < m ? rowAt(rows, i) + c : wires + <usize>i * WIRE;
}

/**
 * Merges the groups by a program: five u32 a step, its kind and offsets of wires. 0, 1 and 2 compare so many wires from a on
 * with those from b, which lie `step` bytes apart, and keep both, the smaller or the larger values; 3 sorts a bitonic
 * group; 4 and 5 do two steps at once, with the groups from a and b up and those from c and d down.
 */
export function merge(program: usize, end: usize, wires: usize): void {
  for (let at = program; at < end; at += 20) {
    const a = wires + load<u32>(at, 4);
    const b = wires + load<u32>(at, 8);
    const step: usize = load<u32>(at, 12);
    const count: usize = load<u32>(at, 16);
    const c = wires + step;
    const d = wires + count;
    switch (load<u32>(at)) {
      case 0:
        for (let k: usize = 0; k < count; k++) keepBoth(a + k * WIRE, b + k * step);
        break;
      case 1:
        for (let k: usize = 0; k < count; k++) keepSmaller(a + k * WIRE, b + k * step);
        break;
      case 2:
        for (let k: usize = 0; k < count; k++) keepLarger(a + k * WIRE, b + k * step);
        break;
      case 4:
        for (let k: usize = 0; k < GROUP; k += WIRE) keepFour(a + k, b + k, c - k, d - k);
        break;
      case 5:
        for (let k: usize = 0; k < GROUP; k += WIRE) keepMiddle(a + k, b + k, c - k, d - k);
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

/*
 * A flip and the cross behind it: a meets d and b meets c, then a meets b and c meets d. Of each step alone there are as many
 * stores as comparisons, and a core does one store while it does two of these.
 */

function keepFour(a: usize, b: usize, c: usize, d: usize): void {
  for (let v: usize = 0; v < WIRE; v += 16) {
    const p = v128.load(a + v);
    const q = v128.load(b + v);
    const r = v128.load(c + v);
    const s = v128.load(d + v);
    const e = f32x4.pmin(p, s);
    const f = f32x4.pmin(q, r);
    const g = f32x4.pmax(r, q);
    const h = f32x4.pmax(s, p);
    v128.store(a + v, f32x4.pmin(e, f));
    v128.store(b + v, f32x4.pmax(f, e));
    v128.store(c + v, f32x4.pmin(g, h));
    v128.store(d + v, f32x4.pmax(h, g));
  }
}

/** Of the four only b, the larger of the lower two, and c, the smaller of the upper two. */
function keepMiddle(a: usize, b: usize, c: usize, d: usize): void {
  for (let v: usize = 0; v < WIRE; v += 16) {
    const p = v128.load(a + v);
    const q = v128.load(b + v);
    const r = v128.load(c + v);
    const s = v128.load(d + v);
    v128.store(b + v, f32x4.pmax(f32x4.pmin(q, r), f32x4.pmin(p, s)));
    v128.store(c + v, f32x4.pmin(f32x4.pmax(r, q), f32x4.pmax(s, p)));
  }
}
