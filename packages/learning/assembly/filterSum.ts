import {
  addTo,
  copyColumns,
  copyPicture,
  F32,
  framedHeight,
  isFramed,
  padded,
  pitchOf,
  Windows,
} from "./windows";

/** Bytes of sixteen columns. */
const PANEL: usize = 64;

/**
 * The gradient of the filters, Σ over all windows of window × ∂L/∂y:
 *
 *   dw[k, o] = Σ_bij window(b, i, j)[k] · dy[b, i, j, o]
 *
 * Sums run picture by picture, so that no float adds up more than one picture's windows in a row. `scratch` holds the
 * frame of one picture, if it has one; sixteen columns of its dy, side by side; and, if filters are no multiple of eight,
 * all of dw with rows of `padded(filters)`.
 */
export function filterSum(at: Windows, x: usize, dy: usize, dw: usize, scratch: usize): void {
  const framed = isFramed(at);
  const pitch = pitchOf(at);
  const filters = at.filters;
  const length = at.rows * at.columns * at.channels;
  const pixels = at.outHeight * at.outWidth;
  const columns = padded(filters);
  const bytes = <usize>filters * F32;
  const dwBytes = <usize>columns * F32;

  const above = scratch + (framed ? <usize>framedHeight(at) * pitch : 0);
  const evenDw = columns > filters ? above + <usize>pixels * PANEL : dw;
  memory.fill(evenDw, 0, <usize>length * dwBytes);
  // columns beyond the filters are computed and dropped; leftover denormals there would be slow
  memory.fill(above, 0, <usize>pixels * PANEL);

  const pictureBytes = <usize>(at.height * at.width * at.channels) * F32;
  for (let b = 0; b < at.batch; b++) {
    let picture = x + <usize>b * pictureBytes;
    if (framed) {
      copyPicture(at, picture, scratch, true);
      picture = scratch;
    }
    let from = dy + <usize>b * <usize>pixels * bytes;
    let to = evenDw;
    for (let o = 0; o < filters; o += 16) {
      copyColumns(from, bytes, above, PANEL, pixels, min(16, filters - o));
      if (filters - o > 8) sum16(at, picture, pitch, above, to, dwBytes);
      else sum8(at, picture, pitch, above, to, dwBytes);
      from += PANEL;
      to += PANEL;
    }
  }
  if (columns > filters) copyColumns(evenDw, dwBytes, dw, bytes, length, filters);
}

/** The address of value k of the first window. */
function valueAt(at: Windows, picture: usize, pitch: usize, k: i32): usize {
  const span = at.columns * at.channels;
  const row = k / span;
  return picture + <usize>row * pitch + <usize>(k - row * span) * F32;
}

function sum16(at: Windows, picture: usize, pitch: usize, dy: usize, dw: usize, bytes: usize): void {
  const length = at.rows * at.columns * at.channels;
  const step = <usize>(at.stride * at.channels) * F32;
  const line = <usize>at.stride * pitch;
  const outHeight = at.outHeight;
  const outWidth = at.outWidth;
  for (let k = 0; k < length; k += 2) {
    const isPair = k + 1 < length;
    let line0 = valueAt(at, picture, pitch, k);
    let line1 = isPair ? valueAt(at, picture, pitch, k + 1) : line0;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    let above = dy;
    for (let i = 0; i < outHeight; i++) {
      let u = line0;
      let v = line1;
      for (let j = 0; j < outWidth; j++) {
        const s = v128.load_splat<f32>(u);
        const t = v128.load_splat<f32>(v);
        let c = v128.load(above);
        a0 = f32x4.add(a0, f32x4.mul(s, c));
        b0 = f32x4.add(b0, f32x4.mul(t, c));
        c = v128.load(above, 16);
        a1 = f32x4.add(a1, f32x4.mul(s, c));
        b1 = f32x4.add(b1, f32x4.mul(t, c));
        c = v128.load(above, 32);
        a2 = f32x4.add(a2, f32x4.mul(s, c));
        b2 = f32x4.add(b2, f32x4.mul(t, c));
        c = v128.load(above, 48);
        a3 = f32x4.add(a3, f32x4.mul(s, c));
        b3 = f32x4.add(b3, f32x4.mul(t, c));
        above += PANEL;
        u += step;
        v += step;
      }
      line0 += line;
      line1 += line;
    }
    const to = dw + <usize>k * bytes;
    addTo(to, 0, a0);
    addTo(to, 16, a1);
    addTo(to, 32, a2);
    addTo(to, 48, a3);
    if (isPair) {
      addTo(to + bytes, 0, b0);
      addTo(to + bytes, 16, b1);
      addTo(to + bytes, 32, b2);
      addTo(to + bytes, 48, b3);
    }
  }
}

function sum8(at: Windows, picture: usize, pitch: usize, dy: usize, dw: usize, bytes: usize): void {
  const length = at.rows * at.columns * at.channels;
  const step = <usize>(at.stride * at.channels) * F32;
  const line = <usize>at.stride * pitch;
  const outHeight = at.outHeight;
  const outWidth = at.outWidth;
  for (let k = 0; k < length; k += 4) {
    let line0 = valueAt(at, picture, pitch, k);
    let line1 = valueAt(at, picture, pitch, min(k + 1, length - 1));
    let line2 = valueAt(at, picture, pitch, min(k + 2, length - 1));
    let line3 = valueAt(at, picture, pitch, min(k + 3, length - 1));
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let b0 = a0;
    let b1 = a0;
    let c0 = a0;
    let c1 = a0;
    let d0 = a0;
    let d1 = a0;
    let above = dy;
    for (let i = 0; i < outHeight; i++) {
      let shift: usize = 0;
      for (let j = 0; j < outWidth; j++) {
        const low = v128.load(above);
        const high = v128.load(above, 16);
        let s = v128.load_splat<f32>(line0 + shift);
        a0 = f32x4.add(a0, f32x4.mul(s, low));
        a1 = f32x4.add(a1, f32x4.mul(s, high));
        s = v128.load_splat<f32>(line1 + shift);
        b0 = f32x4.add(b0, f32x4.mul(s, low));
        b1 = f32x4.add(b1, f32x4.mul(s, high));
        s = v128.load_splat<f32>(line2 + shift);
        c0 = f32x4.add(c0, f32x4.mul(s, low));
        c1 = f32x4.add(c1, f32x4.mul(s, high));
        s = v128.load_splat<f32>(line3 + shift);
        d0 = f32x4.add(d0, f32x4.mul(s, low));
        d1 = f32x4.add(d1, f32x4.mul(s, high));
        above += PANEL;
        shift += step;
      }
      line0 += line;
      line1 += line;
      line2 += line;
      line3 += line;
    }
    const to = dw + <usize>k * bytes;
    addTo(to, 0, a0);
    addTo(to, 16, a1);
    if (k + 1 < length) {
      addTo(to + bytes, 0, b0);
      addTo(to + bytes, 16, b1);
    }
    if (k + 2 < length) {
      addTo(to + 2 * bytes, 0, c0);
      addTo(to + 2 * bytes, 16, c1);
    }
    if (k + 3 < length) {
      addTo(to + 3 * bytes, 0, d0);
      addTo(to + 3 * bytes, 16, d1);
    }
  }
}
