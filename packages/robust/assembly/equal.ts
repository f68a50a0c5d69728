/** 1 if two vectors have the same bits, else 0. */
export function equal(a: usize, b: usize, bytes: usize): i32 {
  for (let c: usize = 0; c < bytes; c += 32) {
    const p = v128.xor(v128.load(a + c), v128.load(b + c));
    const q = v128.xor(v128.load(a + c, 16), v128.load(b + c, 16));
    if (v128.any_true(v128.or(p, q))) return 0;
  }
  return 1;
}
