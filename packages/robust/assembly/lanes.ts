/** The address of row i. */
export function rowAt(rows: usize, i: i32): usize {
  return load<u32>(rows + ((<usize>i) << 2));
}

/** The first two of four floats, as doubles. */
export function low(x: v128): v128 {
  return f64x2.promote_low_f32x4(x);
}

/** The last two of four floats, as doubles. */
export function high(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<u64>(x, x, 1, 1));
}

/** Four floats from two and two doubles. */
export function floats(low: v128, high: v128): v128 {
  return v128.shuffle<u64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

export function sumOfDoubles(x: v128, y: v128): f64 {
  return (
    f64x2.extract_lane(x, 0) +
    f64x2.extract_lane(x, 1) +
    (f64x2.extract_lane(y, 0) + f64x2.extract_lane(y, 1))
  );
}

export function sumOfInts(x: v128): i32 {
  return (
    i32x4.extract_lane(x, 0) + i32x4.extract_lane(x, 1) + i32x4.extract_lane(x, 2) + i32x4.extract_lane(x, 3)
  );
}

// The first … fourth two floats at an address, as doubles: one instruction each in V8, where a constant offset is free.

export function first(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

export function second(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
}

export function third(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at, 16));
}

export function fourth(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at, 24));
}
