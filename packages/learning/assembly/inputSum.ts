import { addTo, copyPicture, F32, framedHeight, isFramed, pitchOf, Windows } from "./windows";

/** Floats of a filter row that one pass adds to. Rows of the transposed filters are padded to a multiple of this. */
const TILE: i32 = 16;

/**
 * The gradient of the pictures: every output pixel adds to its window.
 *
 *   window(b, i, j)[k] += Σ_o w[k, o] · dy[b, i, j, o]
 *
 * `scratch` holds one picture's frame (with or without padding), then TILE floats that only zeros are added to, then
 * the filters transposed to [rows, filters, columns · channels padded to TILE].
 */
export function inputSum(at: Windows, w: usize, dy: usize, dx: usize, scratch: usize): void {
  const span = at.columns * at.channels;
  const tiles = (span + TILE - 1) / TILE;
  const pitch = pitchOf(at);
  const height = isFramed(at) ? framedHeight(at) : at.height;
  const frameBytes = <usize>height * pitch + <usize>TILE * F32;
  const turned = scratch + frameBytes;
  const filters = at.filters;
  const turnedRow = <usize>(tiles * TILE) * F32;
  turn(at, w, turned, turnedRow);

  const bytes = <usize>filters * F32;
  const step = <usize>(at.stride * at.channels) * F32;
  const line = <usize>at.stride * pitch;
  const pictureBytes = <usize>(at.height * at.width * at.channels) * F32;
  let above = dy;
  for (let b = 0; b < at.batch; b++) {
    memory.fill(scratch, 0, frameBytes);
    for (let i = 0; i < at.outHeight; i++) {
      let window = scratch + <usize>i * line;
      for (let j = 0; j < at.outWidth; j += 2) {
        let rowTo = window;
        let rowWeights = turned;
        const isPair = j + 1 < at.outWidth;
        for (let row = 0; row < at.rows; row++) {
          for (let shift: usize = 0; shift < turnedRow; shift += <usize>TILE * F32) {
            addPair(rowTo + shift, step, rowWeights + shift, turnedRow, above, filters, isPair);
          }
          rowTo += pitch;
          rowWeights += <usize>filters * turnedRow;
        }
        window += 2 * step;
        above += <usize>(isPair ? 2 : 1) * bytes;
      }
    }
    const out = dx + <usize>b * pictureBytes;
    if (isFramed(at)) copyPicture(at, out, scratch, false);
    else memory.copy(out, scratch, pictureBytes);
  }
}

function turn(at: Windows, w: usize, turned: usize, turnedRow: usize): void {
  const span = at.columns * at.channels;
  const filters = at.filters;
  memory.fill(turned, 0, <usize>(at.rows * filters) * turnedRow);
  let from = w;
  for (let row = 0; row < at.rows; row++) {
    for (let k = 0; k < span; k++) {
      let to = turned + <usize>(row * filters) * turnedRow + <usize>k * F32;
      for (let o = 0; o < filters; o++) {
        store<f32>(to, load<f32>(from));
        from += F32;
        to += turnedRow;
      }
    }
  }
}

/** Adds to 16 floats of two windows, or only of the first. */
function addPair(
  to: usize,
  step: usize,
  weights: usize,
  turnedRow: usize,
  dy: usize,
  filters: i32,
  isPair: bool,
): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  let u = dy;
  const end = dy + <usize>filters * F32;
  let v = isPair ? end : dy;
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
    weights += turnedRow;
    u += F32;
    v += F32;
  }
  addTo(to, 0, a0);
  addTo(to, 16, a1);
  addTo(to, 32, a2);
  addTo(to, 48, a3);
  if (isPair) {
    to += step;
    addTo(to, 0, b0);
    addTo(to, 16, b1);
    addTo(to, 32, b2);
    addTo(to, 48, b3);
  }
}
