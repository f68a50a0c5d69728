import { F32 } from "./windows";

/** Transposes x [rows, columns] to y [columns, rows]. */
export function turn(x: usize, rows: i32, columns: i32, y: usize): void {
  const yPitch = <usize>rows * F32;
  for (let row = 0; row < rows; row++) {
    let to = y + <usize>row * F32;
    for (let column = 0; column < columns; column++) {
      store<f32>(to, load<f32>(x));
      x += F32;
      to += yPitch;
    }
  }
}

/** y[column] = Σ_row x[row, column], four columns at a time; the last four may overlap the four before. */
export function columnSums(x: usize, rows: i32, columns: i32, y: usize): void {
  const pitch = <usize>columns * F32;
  const pairs = rows >> 1;
  if (columns < 4) {
    for (let column = 0; column < columns; column++) {
      let sum: f64 = 0;
      let from = x + <usize>column * F32;
      for (let row = 0; row < rows; row++) {
        sum += load<f32>(from);
        from += pitch;
      }
      store<f32>(y + <usize>column * F32, <f32>sum);
    }
    return;
  }
  for (let start = 0; start < columns; start += 4) {
    const column = <usize>min(start, columns - 4) * F32;
    let from = x + column;
    let even = f32x4.splat(0);
    let odd = f32x4.splat(0);
    for (let pair = 0; pair < pairs; pair++) {
      even = f32x4.add(even, v128.load(from));
      odd = f32x4.add(odd, v128.load(from + pitch));
      from += 2 * pitch;
    }
    if (rows & 1) even = f32x4.add(even, v128.load(from));
    v128.store(y + column, f32x4.add(even, odd));
  }
}

/**
 * The gradient of a 2×2 maximum, stride 2, with at least four channels: dy goes to the first of the four
 * that equals the maximum. x, dx are [batch, height, width, channels]; y, dy half of that, rounded down.
 */
export function poolGradient(
  x: usize,
  y: usize,
  dy: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  dx: usize,
): void {
  const pixel = <usize>channels * F32;
  const line = <usize>width * pixel;
  const picture = <usize>height * line;
  memory.fill(dx, 0, <usize>batch * picture);
  let at: usize = 0; // in y and dy
  for (let b = 0; b < batch; b++) {
    for (let row = 0; row < height >> 1; row++) {
      let corner = <usize>b * picture + <usize>(2 * row) * line;
      for (let column = 0; column < width >> 1; column++) {
        for (let start = 0; start < channels; start += 4) {
          const channel = <usize>min(start, channels - 4) * F32;
          const most = v128.load(y + at + channel);
          const above = v128.load(dy + at + channel);
          const from = x + corner + channel;
          const to = dx + corner + channel;
          const first = f32x4.eq(v128.load(from), most);
          v128.store(to, v128.and(above, first));
          let taken = first;
          let equal = f32x4.eq(v128.load(from + pixel), most);
          v128.store(to + pixel, v128.and(above, v128.andnot(equal, taken)));
          taken = v128.or(taken, equal);
          equal = f32x4.eq(v128.load(from + line), most);
          v128.store(to + line, v128.and(above, v128.andnot(equal, taken)));
          taken = v128.or(taken, equal);
          equal = f32x4.eq(v128.load(from + line + pixel), most);
          v128.store(to + line + pixel, v128.and(above, v128.andnot(equal, taken)));
        }
        corner += 2 * pixel;
        at += pixel;
      }
    }
  }
}
