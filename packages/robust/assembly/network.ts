import { finish8, sort4, sort8 } from "./group";
import { rowAt } from "./lanes";

/*
 * Sorts 32 columns in parallel. A wire holds one value of each column. Eight wires make a group, because eight wires of
 * four columns fit into the registers. Comparisons use no branches, so none is mispredicted. Rows hold no NaN.
 */

/** Bytes per wire. */
export const WIRE: usize = 128;
const GROUP: usize = 8 * WIRE;

/** Sorts groups of eight rows at column offset c onto the wires. The wires from m on hold Infinity and do not change. */
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

/** The address of row i, or of wire i if there is no such row. */
function valuesOf(rows: usize, m: i32, c: usize, wires: usize, i: i32): usize {
  return i < m ? rowAt(rows, i) + c : wires + <usize>i * WIRE;
}

/**
 * Merges the groups by a program: five u32 per step, its kind and offsets of wires. Kinds 0, 1 and 2 compare several wires
 * from a on with those from b, `step` bytes apart, and keep both, the smaller or the larger values. Kind 3 sorts a bitonic
 * group. Kinds 4 and 5 do two steps at once, with the groups from a and b up and those from c and d down.
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
 * A flip and the cross after it: compares a with d and b with c, then a with b and c with d. One such step alone needs as
 * many stores as comparisons, and a core can do only one store per two comparisons.
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

/** The same, but stores only b, the larger of the lower two, and c, the smaller of the upper two. */
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
