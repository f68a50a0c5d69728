import { copyColumns, copyPicture, F32, isFramed, padded, pitchOf, Windows } from "./windows";

/**
 * Each window times the filters, plus a bias, limited below by `lowest`:
 *
 *   y[b, i, j, o] = max(lowest, bias[o] + Σ_k window(b, i, j)[k] · w[k, o])
 *
 * w is [rows · columns · channels, filters]. `scratch` holds the frame of one picture, if it has one, then w's last
 * columns if filters are no multiple of eight, then `padded(filters)` biases.
 * A tile is two windows by sixteen filters or four by eight, which fits the sixteen registers of x86.
 */
export function windowProduct(
  at: Windows,
  x: usize,
  w: usize,
  bias: usize,
  lowest: f32,
  y: usize,
  scratch: usize,
): void {
  const framed = isFramed(at);
  const pitch = pitchOf(at);
  const filters = at.filters;
  const length = at.rows * at.columns * at.channels;
  const whole = filters & ~7;
  const wPitch = <usize>filters * F32;

  let free = scratch;
  const frame = free;
  if (framed) free += <usize>((at.outHeight - 1) * at.stride + at.rows) * pitch;
  const lastColumns = free;
  if (whole < filters) {
    memory.fill(lastColumns, 0, <usize>length * 32);
    copyColumns(w + <usize>whole * F32, wPitch, lastColumns, 32, length, filters - whole);
    free += <usize>length * 32;
  }
  const biases = free;
  memory.fill(biases, 0, <usize>padded(filters) * F32);
  if (bias) memory.copy(biases, bias, <usize>filters * F32);

  const pictureBytes = <usize>(at.height * at.width * at.channels) * F32;
  const outBytes = <usize>(at.outHeight * at.outWidth) * wPitch;
  for (let b = 0; b < at.batch; b++) {
    let picture = x + <usize>b * pictureBytes;
    if (framed) {
      copyPicture(at, picture, frame, true);
      picture = frame;
    }
    const out = y + <usize>b * outBytes;
    let o = 0;
    for (; o + 16 <= filters; o += 16) {
      const columns = <usize>o * F32;
      product16(at, picture, pitch, w + columns, wPitch, biases + columns, lowest, out + columns);
    }
    for (; o < filters; o += 8) {
      const columns = <usize>o * F32;
      const last = o >= whole;
      product8(
        at,
        picture,
        pitch,
        last ? lastColumns : w + columns,
        last ? 32 : wPitch,
        biases + columns,
        lowest,
        out + columns,
        min(8, filters - o),
      );
    }
  }
}

/** The address of the window of output pixel `p`. */
function windowAt(at: Windows, picture: usize, pitch: usize, p: i32): usize {
  const i = p / at.outWidth;
  const j = p - i * at.outWidth;
  return picture + <usize>(i * at.stride) * pitch + <usize>(j * at.stride * at.channels) * F32;
}

function product16(
  at: Windows,
  picture: usize,
  pitch: usize,
  w: usize,
  wPitch: usize,
  bias: usize,
  lowest: f32,
  y: usize,
): void {
  const pixels = at.outHeight * at.outWidth;
  const yPitch = <usize>at.filters * F32;
  const spanBytes = <usize>(at.columns * at.channels) * F32;
  const rows = at.rows;
  const floor = f32x4.splat(lowest);
  for (let p = 0; p < pixels; p += 2) {
    const q = min(p + 1, pixels - 1); // a last single window is computed twice, with the same result
    let x0 = windowAt(at, picture, pitch, p);
    let x1 = windowAt(at, picture, pitch, q);
    let a0 = v128.load(bias);
    let a1 = v128.load(bias, 16);
    let a2 = v128.load(bias, 32);
    let a3 = v128.load(bias, 48);
    let b0 = a0;
    let b1 = a1;
    let b2 = a2;
    let b3 = a3;
    let weights = w;
    for (let row = 0; row < rows; row++) {
      let u = x0;
      let v = x1;
      const end = x0 + spanBytes;
      while (u < end) {
        const s = v128.load_splat<f32>(u);
        const t = v128.load_splat<f32>(v);
        let c = v128.load(weights);
        a0 = f32x4.add(a0, f32x4.mul(s, c));
        b0 = f32x4.add(b0, f32x4.mul(t, c));
        c = v128.load(weights, 16);
        a1 = f32x4.add(a1, f32x4.mul(s, c));
        b1 = f32x4.add(b1, f32x4.mul(t, c));
        c = v128.load(weights, 32);
        a2 = f32x4.add(a2, f32x4.mul(s, c));
        b2 = f32x4.add(b2, f32x4.mul(t, c));
        c = v128.load(weights, 48);
        a3 = f32x4.add(a3, f32x4.mul(s, c));
        b3 = f32x4.add(b3, f32x4.mul(t, c));
        weights += wPitch;
        u += F32;
        v += F32;
      }
      x0 += pitch;
      x1 += pitch;
    }
    const to = y + <usize>p * yPitch;
    v128.store(to, f32x4.pmax(a0, floor));
    v128.store(to, f32x4.pmax(a1, floor), 16);
    v128.store(to, f32x4.pmax(a2, floor), 32);
    v128.store(to, f32x4.pmax(a3, floor), 48);
    const next = y + <usize>q * yPitch;
    v128.store(next, f32x4.pmax(b0, floor));
    v128.store(next, f32x4.pmax(b1, floor), 16);
    v128.store(next, f32x4.pmax(b2, floor), 32);
    v128.store(next, f32x4.pmax(b3, floor), 48);
  }
}

function product8(
  at: Windows,
  picture: usize,
  pitch: usize,
  w: usize,
  wPitch: usize,
  bias: usize,
  lowest: f32,
  y: usize,
  columns: i32,
): void {
  const pixels = at.outHeight * at.outWidth;
  const yPitch = <usize>at.filters * F32;
  const spanBytes = <usize>(at.columns * at.channels) * F32;
  const rows = at.rows;
  const floor = f32x4.splat(lowest);
  for (let p = 0; p < pixels; p += 4) {
    const p1 = min(p + 1, pixels - 1);
    const p2 = min(p + 2, pixels - 1);
    const p3 = min(p + 3, pixels - 1);
    let x0 = windowAt(at, picture, pitch, p);
    let x1 = windowAt(at, picture, pitch, p1);
    let x2 = windowAt(at, picture, pitch, p2);
    let x3 = windowAt(at, picture, pitch, p3);
    let a0 = v128.load(bias);
    let a1 = v128.load(bias, 16);
    let b0 = a0;
    let b1 = a1;
    let c0 = a0;
    let c1 = a1;
    let d0 = a0;
    let d1 = a1;
    let weights = w;
    for (let row = 0; row < rows; row++) {
      for (let k: usize = 0; k < spanBytes; k += F32) {
        const w0 = v128.load(weights);
        const w1 = v128.load(weights, 16);
        let s = v128.load_splat<f32>(x0 + k);
        a0 = f32x4.add(a0, f32x4.mul(s, w0));
        a1 = f32x4.add(a1, f32x4.mul(s, w1));
        s = v128.load_splat<f32>(x1 + k);
        b0 = f32x4.add(b0, f32x4.mul(s, w0));
        b1 = f32x4.add(b1, f32x4.mul(s, w1));
        s = v128.load_splat<f32>(x2 + k);
        c0 = f32x4.add(c0, f32x4.mul(s, w0));
        c1 = f32x4.add(c1, f32x4.mul(s, w1));
        s = v128.load_splat<f32>(x3 + k);
        d0 = f32x4.add(d0, f32x4.mul(s, w0));
        d1 = f32x4.add(d1, f32x4.mul(s, w1));
        weights += wPitch;
      }
      x0 += pitch;
      x1 += pitch;
      x2 += pitch;
      x3 += pitch;
    }
    storeColumns(y + <usize>p * yPitch, f32x4.pmax(a0, floor), f32x4.pmax(a1, floor), columns);
    storeColumns(y + <usize>p1 * yPitch, f32x4.pmax(b0, floor), f32x4.pmax(b1, floor), columns);
    storeColumns(y + <usize>p2 * yPitch, f32x4.pmax(c0, floor), f32x4.pmax(c1, floor), columns);
    storeColumns(y + <usize>p3 * yPitch, f32x4.pmax(d0, floor), f32x4.pmax(d1, floor), columns);
  }
}

/** The first `columns` of eight floats. */
function storeColumns(to: usize, low: v128, high: v128, columns: i32): void {
  let rest = low;
  let left = columns;
  if (left >= 4) {
    v128.store(to, low);
    rest = high;
    left -= 4;
    to += 16;
  }
  if (left >= 4) v128.store(to, rest);
  else {
    if (left > 0) v128.store_lane<f32>(to, rest, 0);
    if (left > 1) v128.store_lane<f32>(to, rest, 1, 4);
    if (left > 2) v128.store_lane<f32>(to, rest, 2, 8);
  }
}
