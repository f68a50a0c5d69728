/**
 * The geometry of a convolution's windows. The caller writes it as twelve int32 in this order. A matrix [M, K] is one
 * picture of M rows and one column with K channels, under windows of one by one.
 */
@unmanaged
export class Windows {
  /** x is [batch, height, width, channels]. */
  batch: i32;
  height: i32;
  width: i32;
  channels: i32;
  /** A window is [rows, columns, channels]: `rows` pieces of memory, each `columns · channels` long. */
  rows: i32;
  columns: i32;
  stride: i32;
  /** Zeros above and left of the picture. Those below and to the right follow from the output's size. */
  top: i32;
  left: i32;
  outHeight: i32;
  outWidth: i32;
  /** y is [batch, outHeight, outWidth, filters]. */
  filters: i32;
}

/** Bytes of one float. */
export const F32: usize = 4;

/** The height of the part of the padded picture that windows touch. */
export function framedHeight(at: Windows): i32 {
  return (at.outHeight - 1) * at.stride + at.rows;
}

export function framedWidth(at: Windows): i32 {
  return (at.outWidth - 1) * at.stride + at.columns;
}

/** Whether windows reach beyond the picture. If not, the picture is read in place, without a frame. */
export function isFramed(at: Windows): bool {
  return at.top > 0 || at.left > 0 || framedHeight(at) > at.height || framedWidth(at) > at.width;
}

/** The distance in bytes between two rows of the picture from which windows are taken. */
export function pitchOf(at: Windows): usize {
  return <usize>((isFramed(at) ? framedWidth(at) : at.width) * at.channels) * F32;
}

/** Copies picture `b` of x into the frame with zeros around it, or the inside of the frame back to the picture. */
export function copyPicture(at: Windows, x: usize, frame: usize, inwards: bool): void {
  const pitch = pitchOf(at);
  const height = framedHeight(at);
  const width = framedWidth(at);
  const columns = min(at.width, width - at.left);
  const bytes = <usize>(columns * at.channels) * F32;
  const rowBytes = <usize>(at.width * at.channels) * F32;
  const before = <usize>(at.left * at.channels) * F32;
  if (inwards) memory.fill(frame, 0, <usize>height * pitch);
  for (let row = 0; row < min(at.height, height - at.top); row++) {
    const inside = frame + <usize>(row + at.top) * pitch + before;
    const outside = x + <usize>row * rowBytes;
    if (inwards) memory.copy(inside, outside, bytes);
    else memory.copy(outside, inside, bytes);
  }
}

/** Copies `rows` rows of `columns` floats between two pitches, in bytes. */
export function copyColumns(
  from: usize,
  fromPitch: usize,
  to: usize,
  toPitch: usize,
  rows: i32,
  columns: i32,
): void {
  for (let row = 0; row < rows; row++) {
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      v128.store(to + <usize>column * F32, v128.load(from + <usize>column * F32));
    }
    for (; column < columns; column++) {
      store<f32>(to + <usize>column * F32, load<f32>(from + <usize>column * F32));
    }
    from += fromPitch;
    to += toPitch;
  }
}

/** Columns rounded up to whole panels of eight. */
export function padded(columns: i32): i32 {
  return (columns + 7) & ~7;
}

export function addTo(to: usize, offset: usize, sum: v128): void {
  v128.store(to + offset, f32x4.add(v128.load(to + offset), sum));
}
