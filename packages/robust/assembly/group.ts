import { WIRE } from "./network";

// For two equal values pmin returns the first, and pmax with swapped arguments the second, so both −0 and 0 stay.

/**
 * Sorts eight wires onto the wires of a group with 19 comparisons, the fewest possible.
 * Knuth, The Art of Computer Programming 3, section 5.3.4.
 */
export function sort8(
  p: usize,
  q: usize,
  r: usize,
  s: usize,
  w: usize,
  x: usize,
  y: usize,
  z: usize,
  group: usize,
): void {
  for (let v: usize = 0; v < WIRE; v += 16) {
    let a = v128.load(p + v);
    let b = v128.load(q + v);
    let c = v128.load(r + v);
    let d = v128.load(s + v);
    let e = v128.load(w + v);
    let f = v128.load(x + v);
    let g = v128.load(y + v);
    let h = v128.load(z + v);
    let t: v128;
    t = f32x4.pmin(a, c);
    c = f32x4.pmax(c, a);
    a = t;
    t = f32x4.pmin(b, d);
    d = f32x4.pmax(d, b);
    b = t;
    t = f32x4.pmin(e, g);
    g = f32x4.pmax(g, e);
    e = t;
    t = f32x4.pmin(f, h);
    h = f32x4.pmax(h, f);
    f = t;
    t = f32x4.pmin(a, e);
    e = f32x4.pmax(e, a);
    a = t;
    t = f32x4.pmin(b, f);
    f = f32x4.pmax(f, b);
    b = t;
    t = f32x4.pmin(c, g);
    g = f32x4.pmax(g, c);
    c = t;
    t = f32x4.pmin(d, h);
    h = f32x4.pmax(h, d);
    d = t;
    t = f32x4.pmin(a, b);
    b = f32x4.pmax(b, a);
    a = t;
    t = f32x4.pmin(c, d);
    d = f32x4.pmax(d, c);
    c = t;
    t = f32x4.pmin(e, f);
    f = f32x4.pmax(f, e);
    e = t;
    t = f32x4.pmin(g, h);
    h = f32x4.pmax(h, g);
    g = t;
    t = f32x4.pmin(c, e);
    e = f32x4.pmax(e, c);
    c = t;
    t = f32x4.pmin(d, f);
    f = f32x4.pmax(f, d);
    d = t;
    t = f32x4.pmin(b, e);
    e = f32x4.pmax(e, b);
    b = t;
    t = f32x4.pmin(d, g);
    g = f32x4.pmax(g, d);
    d = t;
    t = f32x4.pmin(b, c);
    c = f32x4.pmax(c, b);
    b = t;
    t = f32x4.pmin(d, e);
    e = f32x4.pmax(e, d);
    d = t;
    t = f32x4.pmin(f, g);
    g = f32x4.pmax(g, f);
    f = t;
    v128.store(group + v, a, 0 * WIRE);
    v128.store(group + v, b, 1 * WIRE);
    v128.store(group + v, c, 2 * WIRE);
    v128.store(group + v, d, 3 * WIRE);
    v128.store(group + v, e, 4 * WIRE);
    v128.store(group + v, f, 5 * WIRE);
    v128.store(group + v, g, 6 * WIRE);
    v128.store(group + v, h, 7 * WIRE);
  }
}

/** Sorts four wires onto a group's first four. */
export function sort4(p: usize, q: usize, r: usize, s: usize, group: usize): void {
  for (let v: usize = 0; v < WIRE; v += 16) {
    let a = v128.load(p + v);
    let b = v128.load(q + v);
    let c = v128.load(r + v);
    let d = v128.load(s + v);
    let t: v128;
    t = f32x4.pmin(a, c);
    c = f32x4.pmax(c, a);
    a = t;
    t = f32x4.pmin(b, d);
    d = f32x4.pmax(d, b);
    b = t;
    t = f32x4.pmin(a, b);
    b = f32x4.pmax(b, a);
    a = t;
    t = f32x4.pmin(c, d);
    d = f32x4.pmax(d, c);
    c = t;
    t = f32x4.pmin(b, c);
    c = f32x4.pmax(c, b);
    b = t;
    v128.store(group + v, a, 0 * WIRE);
    v128.store(group + v, b, 1 * WIRE);
    v128.store(group + v, c, 2 * WIRE);
    v128.store(group + v, d, 3 * WIRE);
  }
}

/** Sorts a group that is bitonic after a merge: first rising, then falling, or the reverse. */
export function finish8(group: usize): void {
  for (let at = group; at < group + WIRE; at += 16) {
    let a = v128.load(at, 0 * WIRE);
    let b = v128.load(at, 1 * WIRE);
    let c = v128.load(at, 2 * WIRE);
    let d = v128.load(at, 3 * WIRE);
    let e = v128.load(at, 4 * WIRE);
    let f = v128.load(at, 5 * WIRE);
    let g = v128.load(at, 6 * WIRE);
    let h = v128.load(at, 7 * WIRE);
    let t: v128;
    t = f32x4.pmin(a, e);
    e = f32x4.pmax(e, a);
    a = t;
    t = f32x4.pmin(b, f);
    f = f32x4.pmax(f, b);
    b = t;
    t = f32x4.pmin(c, g);
    g = f32x4.pmax(g, c);
    c = t;
    t = f32x4.pmin(d, h);
    h = f32x4.pmax(h, d);
    d = t;
    t = f32x4.pmin(a, c);
    c = f32x4.pmax(c, a);
    a = t;
    t = f32x4.pmin(b, d);
    d = f32x4.pmax(d, b);
    b = t;
    t = f32x4.pmin(e, g);
    g = f32x4.pmax(g, e);
    e = t;
    t = f32x4.pmin(f, h);
    h = f32x4.pmax(h, f);
    f = t;
    t = f32x4.pmin(a, b);
    b = f32x4.pmax(b, a);
    a = t;
    t = f32x4.pmin(c, d);
    d = f32x4.pmax(d, c);
    c = t;
    t = f32x4.pmin(e, f);
    f = f32x4.pmax(f, e);
    e = t;
    t = f32x4.pmin(g, h);
    h = f32x4.pmax(h, g);
    g = t;
    v128.store(at, a, 0 * WIRE);
    v128.store(at, b, 1 * WIRE);
    v128.store(at, c, 2 * WIRE);
    v128.store(at, d, 3 * WIRE);
    v128.store(at, e, 4 * WIRE);
    v128.store(at, f, 5 * WIRE);
    v128.store(at, g, 6 * WIRE);
    v128.store(at, h, 7 * WIRE);
  }
}
